/** The accounts of Landing Zone Accelerator's `accounts-config.yaml`. */
import { renderOu } from '../../../model/ou.js';
import { nodeAt, type SourceMap, type SourceNode } from '../../../model/source/node.js';
import type { FoundAccount } from '../findings.js';
import type { AccountDirectory } from './account-directory.js';

/** As the accelerator calls it, whatever AWS does. */
const MANAGEMENT = 'Management';

/** A unit's path as the config writes it: `Workloads/Prod` is `/Workloads/Prod`, and `Root` the root. */
export const lzaUnit = (name: string): string =>
  name === 'Root' ? '/' : renderOu(name.split('/').filter(Boolean));

/** Those that aren't known yet; ids where the file has them, by e-mail address. */
export function readLzaAccounts(root: SourceMap, directory: AccountDirectory): void {
  const lists = ['mandatoryAccounts', 'workloadAccounts'].map((key) => itemsOf(root.entries.get(key)));
  if (lists.every((list) => list.length === 0) || directory.complete) return;
  const ids = new Map(
    itemsOf(root.entries.get('accountIds')).map((each) => [
      textAt(each, 'email')?.toLowerCase(),
      textAt(each, 'accountId'),
    ]),
  );
  directory.addOrganization(
    lists.flat().flatMap((each): FoundAccount[] => {
      const name = textAt(each, 'name');
      if (name === undefined) return [];
      const id = ids.get(textAt(each, 'email')?.toLowerCase());
      const place =
        name === MANAGEMENT
          ? { management: true }
          : { ou: lzaUnit(textAt(each, 'organizationalUnit') ?? 'Root') };
      return [{ key: id ?? name, name, ...(id === undefined ? {} : { id }), ...place }];
    }),
  );
}

const itemsOf = (node: SourceNode | undefined): readonly SourceNode[] =>
  node?.kind === 'list' ? node.items : [];

function textAt(node: SourceNode, key: string): string | undefined {
  const value = nodeAt(node, [key]);
  return value?.kind === 'scalar' && value.value !== null ? value.text : undefined;
}
