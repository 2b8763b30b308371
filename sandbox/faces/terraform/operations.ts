/** Carries planned changes out on the world, and reads it, with every answer held against the schema. */
import { isObject, type WireObject } from './protocol/values.js';
import type { Modelled } from './provider.js';
import type { Attributes, Connection, DataSourceType, ResourceType } from './resource.js';
import { sameArgument } from './schema/compare.js';
import { conform } from './schema/conform.js';
import type { BlockSchema } from './schema/schema.js';
import { unknownsAsNull } from './unknowns.js';

/** Creates (no `prior`), updates or removes (no `planned`); what Terraform is to remember. */
export async function applyChange(
  { model, block }: Modelled<ResourceType>,
  connection: Connection,
  prior: WireObject | null,
  planned: WireObject | null,
): Promise<WireObject | null> {
  if (!planned) {
    if (prior) await model.remove(connection, unknownsAsNull(prior));
    return null;
  }
  const wanted = unknownsAsNull(planned);
  if (!prior) return answer(block, await model.create(connection, wanted), wanted);
  const changed = Object.keys(wanted).filter((name) => !sameArgument(name, planned, prior, block));
  // How long to wait is between Terraform and the provider: the world has no part in it.
  if (changed.every((name) => name === TIMEOUTS)) return planned;
  if (!model.update) throw new TypeError(`no update is modelled, yet ${changed.join(', ')} changed`);
  return answer(block, await model.update(connection, wanted, unknownsAsNull(prior)), wanted);
}

export async function readObject(
  { model, block }: Modelled<ResourceType>,
  connection: Connection,
  state: WireObject,
): Promise<WireObject | null> {
  const remembered = unknownsAsNull(state);
  const found = await model.read(connection, remembered);
  return found && answer(block, found, remembered);
}

export async function importObject(
  { model, block }: Modelled<ResourceType>,
  connection: Connection,
  id: string,
): Promise<WireObject> {
  if (!model.import) throw new Error(`resource ${model.type} doesn't support import`);
  return conform(await model.import(connection, id), block);
}

export async function readData(
  { model, block }: Modelled<DataSourceType>,
  connection: Connection,
  config: WireObject,
): Promise<WireObject> {
  const wanted = unknownsAsNull(config);
  for (const [path, value] of Object.entries(model.defaults ?? {})) {
    if (wanted[path] === null) wanted[path] = value;
  }
  return answer(block, await model.read(connection, wanted), wanted);
}

/** State that Terraform kept, perhaps under an older schema. */
export function upgradeState(block: BlockSchema, json: Uint8Array): WireObject {
  return conform(JSON.parse(Buffer.from(json).toString('utf8')) as WireObject, block);
}

const TIMEOUTS = 'timeouts';

/** @throws TypeError where a resource's answer lacks an attribute, or has one that the schema doesn't. */
function answer(block: BlockSchema, given: Attributes, wanted: Attributes): WireObject {
  const names = [...Object.keys(block.attributes), ...Object.keys(block.block_types)];
  const missing = names.filter((name) => given[name] === undefined && name !== TIMEOUTS);
  if (missing.length > 0) throw new TypeError(`the answer lacks ${missing.join(', ')}`);
  const unheardOf = Object.keys(given).filter((name) => !names.includes(name));
  if (unheardOf.length > 0)
    throw new TypeError(`the answer has ${unheardOf.join(', ')}, which the schema has not`);
  const timeouts = wanted[TIMEOUTS] ?? null;
  return conform(isObject(timeouts) ? { ...given, [TIMEOUTS]: timeouts } : given, block);
}
