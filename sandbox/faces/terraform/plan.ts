/** What Terraform plans for one resource: the state it is to have, and which arguments replace it. */
import { isObject, isUnknown, UNKNOWN, type WireObject, type WireValue } from './protocol/values.js';
import type { ResourceType, Value } from './resource.js';
import { changedPaths, type AttributePath } from './replace.js';
import { argumentText, sameArgument, sameBlock } from './schema/compare.js';
import { conform } from './schema/conform.js';
import type { BlockSchema, NestedBlockSchema } from './schema/schema.js';
import { hasUnknown, withoutUnknowns } from './unknowns.js';

export interface PlannedChange {
  readonly state: WireObject;
  readonly requiresReplace: readonly AttributePath[];
}

/**
 * `proposed` is Terraform's own merger of `config` with `prior`, which is null for a new object. As with Terraform's
 * plugin SDK: arguments left out take their defaults; computed ones keep their prior value, or are unknown where
 * there is none; what only looks different (the order of a set, none or empty) is no change.
 */
export function planChange(
  resource: ResourceType,
  block: BlockSchema,
  prior: WireObject | null,
  proposed: WireObject,
  config: WireObject,
): PlannedChange {
  const filled = fill(
    { block, defaults: resource.defaults ?? {}, path: '' },
    conform(proposed, block),
    prior,
    config,
  );
  if (!prior) return { state: filled, requiresReplace: [] };
  const state = keepPrior(block, normalized(resource, filled, prior), prior);
  if (sameBlock(state, prior, block)) return { state: prior, requiresReplace: [] };
  for (const name of resource.recomputed ?? []) {
    if ((config[name] ?? null) === null) state[name] = UNKNOWN;
  }
  const requiresReplace = resource.forceNew.flatMap((path) => changedPaths(block, path, prior, state));
  return { state, requiresReplace };
}

interface Scope {
  readonly block: BlockSchema;
  readonly defaults: Readonly<Record<string, Value>>;
  /** Where the block stands, as in `web.implicit_grant.`; empty at the top. */
  readonly path: string;
}

function fill(scope: Scope, planned: WireObject, prior: WireObject | null, config: WireObject): WireObject {
  const filled: WireObject = { ...planned };
  for (const [name, attribute] of Object.entries(scope.block.attributes)) {
    if ((config[name] ?? null) !== null) continue;
    const standard = scope.defaults[scope.path + name];
    if (standard !== undefined) filled[name] = standard;
    else if (attribute.computed && prior === null) filled[name] = UNKNOWN;
  }
  for (const [name, nested] of Object.entries(scope.block.block_types)) {
    filled[name] = fillBlocks(
      scope,
      name,
      nested,
      planned[name] ?? null,
      prior?.[name] ?? null,
      config[name] ?? null,
    );
  }
  return filled;
}

function fillBlocks(
  outer: Scope,
  name: string,
  nested: NestedBlockSchema,
  planned: WireValue,
  prior: WireValue,
  config: WireValue,
): WireValue {
  const scope: Scope = { block: nested.block, defaults: outer.defaults, path: `${outer.path}${name}.` };
  const one = (element: WireValue, before: WireValue | undefined, given: WireValue | undefined) =>
    isObject(element)
      ? fill(scope, element, isObject(before) ? before : null, isObject(given) ? given : {})
      : element;
  if (!Array.isArray(planned)) return one(planned, prior, config);
  const before = Array.isArray(prior) ? prior : [];
  const given = Array.isArray(config) ? config : [];
  if (nested.nesting_mode === 'list')
    return planned.map((element, index) => one(element, before[index], given[index]));
  // Elements of a set have no place: the configured one is that which agrees, the prior one that which is equal.
  return planned.map((element) =>
    one(
      element,
      before.find((candidate) => agrees(candidate, element, nested.block)),
      given.find((candidate) => agrees(candidate, element, nested.block)),
    ),
  );
}

/** Whether every value that `part` gives is also in `whole`. */
function agrees(part: WireValue, whole: WireValue, block: BlockSchema): boolean {
  if (!isObject(part) || !isObject(whole)) return false;
  const given = Object.keys(part).filter((name) => (part[name] ?? null) !== null);
  return given.every(
    (name) =>
      argumentText(name, part[name] ?? null, block) === argumentText(name, whole[name] ?? null, block),
  );
}

/** The resource's own idea of equal values; arguments with unknown parts are none of its business. */
function normalized(resource: ResourceType, planned: WireObject, prior: WireObject): WireObject {
  if (!resource.normalize) return planned;
  const known = Object.fromEntries(Object.entries(planned).filter(([, value]) => !hasUnknown(value)));
  return { ...planned, ...resource.normalize(withoutUnknowns(known), withoutUnknowns(prior)) };
}

/** An argument that means the same as before is planned as it was before. */
function keepPrior(block: BlockSchema, planned: WireObject, prior: WireObject): WireObject {
  const kept = Object.entries(planned).map(([name, value]) => [
    name,
    !isUnknown(value) && sameArgument(name, planned, prior, block) ? (prior[name] ?? null) : value,
  ]);
  return Object.fromEntries(kept) as WireObject;
}
