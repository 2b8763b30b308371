/** The accounts of Landing Zone Accelerator's `accounts-config.yaml`. */
import { renderOu } from '../../../model/ou.js';
import { nodeAt, type SourceMap, type SourceNode } from '../../../model/source/node.js';
import type { FoundAccount } from '../findings.js';
import type { AccountDirectory } from './account-directory.js';
import { Expression } from './reader.js';

/** As the accelerator calls it, whatever AWS does. */
const MANAGEMENT = 'Management';

/** A unit's path as the config writes it: `Workloads/Prod` is `/Workloads/Prod`, and `Root` the root. */
export const lzaUnit = (name: string): string =>
  name === 'Root' ? '/' : renderOu(name.split('/').filter(Boolean));

/** The units of the accounts that the file has, by id and by name, as the file writes them. */
export type LzaUnits = ReadonlyMap<string, string>;

/**
 * Those that aren't known yet; ids where the file has them, by e-mail address. Undefined where the file has no accounts,
 * or some that can't be read: who is in a unit is not known then.
 */
export function readLzaAccounts(root: SourceMap, directory: AccountDirectory): LzaUnits | undefined {
  const nodes = ['mandatoryAccounts', 'workloadAccounts'].flatMap((key) => root.entries.get(key) ?? []);
  const items = nodes.flatMap(itemsOf);
  const isKnown = (each: SourceNode) =>
    ['name', 'organizationalUnit'].every((key) => textAt(each, key) !== undefined);
  if (items.length === 0 || !nodes.every(({ kind }) => kind === 'list') || !items.every(isKnown))
    return undefined;
  const ids = new Map(
    itemsOf(root.entries.get('accountIds')).map((each) => [
      textAt(each, 'email')?.toLowerCase(),
      textAt(each, 'accountId'),
    ]),
  );
  const found = items.map((each): { account: FoundAccount; unit: string } => {
    const name = textAt(each, 'name') ?? '';
    const unit = textAt(each, 'organizationalUnit') ?? '';
    const id = ids.get(textAt(each, 'email')?.toLowerCase());
    const place = name === MANAGEMENT ? { management: true } : { ou: lzaUnit(unit) };
    return { account: { key: id ?? name, name, ...(id === undefined ? {} : { id }), ...place }, unit };
  });
  if (!directory.complete) directory.addOrganization(found.map(({ account }) => account));
  return new Map(
    found.flatMap(({ account: { key, name = key }, unit }) => [
      [name, unit],
      [key, unit],
    ]),
  );
}

/** Undefined for one that isn't known, or that the file doesn't have where it has the others. */
export const unitIn = (units: LzaUnits, { key, name, handle }: FoundAccount): string | undefined =>
  units.get(key) ?? units.get(name ?? handle ?? '');

const itemsOf = (node: SourceNode | undefined): readonly SourceNode[] =>
  node?.kind === 'list' ? node.items : [];

function textAt(node: SourceNode, key: string): string | undefined {
  const value = nodeAt(node, [key]);
  const isText = value?.kind === 'scalar' && value.value !== null && !(value.value instanceof Expression);
  return isText ? value.text : undefined;
}
