/** What a target of the pipeline sample's assignments stands for. */
import { parseOu } from '../../../model/ou.js';
import type { SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import type { FoundAccount } from '../findings.js';
import { isAccountId, isUnder, selectMembers } from './account-directory.js';
import type { Collector } from './collector.js';

/** Which reading of an ambiguous target gives nobody more than they have. */
export type Reading = 'narrow' | 'wide';

const UNKNOWN = 'Name a file with the organization’s accounts with --accounts, or write it by hand.';

/**
 * The keys of its accounts; undefined where they are not known, which is noted. The sample's page says that a unit
 * stands for its own accounts, and its code takes those of the units below it too: where they differ, it is noted.
 */
export function findTarget(collector: Collector, node: SourceNode, reading: Reading): string[] | undefined {
  const { accounts } = collector;
  const text = collector.text(node);
  if (text === undefined) return undefined;
  if (isAccountId(text)) return [accounts.byId(text)];
  const refuse = (why: string): undefined => {
    collector.note(node, `${quote(text)} ${why}`);
    return undefined;
  };
  if (/^ou-/.test(text))
    return refuse(
      'is the id of a unit, and the config has units by their names. Write the unit’s name, or the access lines by hand with its path.',
    );
  if (!accounts.complete) return refuse(`may stand for an account, a unit or several. ${UNKNOWN}`);
  if (/^root$/i.test(text) || /^r-[a-z0-9]{4,32}$/.test(text)) return selectMembers(accounts, () => true);
  if (text.startsWith('ACCOUNTTAG:')) return findTagged(collector, text.slice('ACCOUNTTAG:'.length));
  const units = unitsNamed(accounts.all, text);
  if (accounts.has(text))
    return units.length === 0
      ? [accounts.byName(text)]
      : refuse('is the name of an account and of a unit. Write the access lines by hand.');
  const [unit, ...others] = units;
  if (unit === undefined)
    return refuse('is neither an account nor a unit that has accounts. Write it by hand.');
  if (others.length > 0) return refuse('is the name of several units. Write the access lines by hand.');
  const own = selectMembers(accounts, ({ ou }) => isUnder(ou, unit) && depthOf(ou) === unit.length);
  const all = selectMembers(accounts, ({ ou }) => isUnder(ou, unit));
  if (all.length > own.length && reading === 'narrow') {
    collector.note(
      node,
      `${quote(text)} has units below it. The sample’s page says that their accounts are not meant, and its code takes them: they are left out. Add them if people have access there.`,
    );
  }
  return reading === 'narrow' ? own : all;
}

const depthOf = (ou: string | undefined): number => (parseOu(ou ?? '/') ?? []).length;

/** The paths of the units that have this name and an account in them or below them. */
function unitsNamed(all: readonly FoundAccount[], name: string): string[][] {
  const paths = all.flatMap(({ ou }) => {
    const names = parseOu(ou ?? '/') ?? [];
    return names.flatMap((each, depth) => (each === name ? [names.slice(0, depth + 1)] : []));
  });
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

/** `key=value`, several joined by `&&` and `||`, which are read from left to right. */
function findTagged({ accounts }: Collector, criteria: string): string[] {
  let found: readonly string[] = [];
  for (const [, operator, key = '', value = ''] of criteria.matchAll(/(&&|\|\|)?([^=]+)=([^&|]+)/gy)) {
    const tagged = selectMembers(accounts, ({ tags }) => tags?.[key] === value);
    found =
      operator === '&&' ? found.filter((each) => tagged.includes(each)) : [...new Set([...found, ...tagged])];
  }
  return [...found];
}
