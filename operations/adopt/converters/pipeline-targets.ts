/** What a target of the pipeline sample's assignments stands for. */
import { parseOu } from '../../../model/ou.js';
import type { SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import type { FoundAccount } from '../findings.js';
import { type AccountDirectory, isAccountId, isUnder, selectMembers } from './account-directory.js';
import type { Collector } from './collector.js';

const TAGGED = 'ACCOUNTTAG:';

/** Which reading of an ambiguous target gives nobody more than they have. */
type Reading = 'narrow' | 'wide';

const UNKNOWN = 'Name a file with the organization’s accounts with --accounts, or write it by hand.';

/**
 * The keys of its accounts; undefined where they are not known, which is noted. The sample's page says that a unit
 * stands for its own accounts, and its code takes those of the units below it too: where they differ, it is noted.
 */
export const findTarget = (collector: Collector, node: SourceNode): string[] | undefined =>
  find(collector, node, 'narrow');

/** The same for what is left out: all that it may stand for, and undefined where some of it may not be known. */
export const findExcluded = (collector: Collector, node: SourceNode): string[] | undefined =>
  find(collector, node, 'wide');

function find(collector: Collector, node: SourceNode, reading: Reading): string[] | undefined {
  const { accounts } = collector;
  const text = collector.text(node);
  if (text === undefined) return undefined;
  const refuse = (why: string): undefined => {
    collector.note(node, `${quote(text)} ${why}`);
    return undefined;
  };
  if (isAccountId(text)) {
    if (reading === 'narrow') return [accounts.byId(text)];
    const isKnown = !accounts.complete || accounts.all.some(({ id }) => id === text);
    return isKnown ? [text] : refuse('is the id of none of the organization’s accounts.');
  }
  if (/^ou-/.test(text))
    return refuse(
      'is the id of a unit, and the config has units by their names. Write the unit’s name, or the access lines by hand with its path.',
    );
  if (!accounts.complete) return refuse(`may stand for an account, a unit or several. ${UNKNOWN}`);
  if (/^root$/i.test(text) || /^r-[a-z0-9]{4,32}$/.test(text)) return selectMembers(accounts, () => true);
  if (text.startsWith(TAGGED)) {
    const found = findTagged(accounts, text.slice(TAGGED.length), reading);
    return typeof found === 'string' ? refuse(found) : found;
  }
  if (text.includes('r-')) {
    if (reading === 'wide')
      return refuse('has "r-" in it, so the sample’s code takes it for the root, with every account.');
    collector.note(
      node,
      `${quote(text)} has "r-" in it, so the sample’s code takes it for the root. Here it is what has this name alone: add the other accounts if people have access there.`,
    );
  }
  const units = unitsNamed(accounts.all, text);
  if (accounts.has(text)) {
    if (units.length > 0)
      return refuse('is the name of an account and of a unit. Write the access lines by hand.');
    const key = collector.accountLeftOut(node);
    return key === undefined ? undefined : [key];
  }
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

/**
 * Of `key=value`, several joined by `&&` and `||`, which are read from left to right; or why they are not known. What
 * is left out may not stand on a tag that no account has: it may be that the file of accounts doesn't tell tags.
 */
function findTagged(accounts: AccountDirectory, criteria: string, reading: Reading): string[] | string {
  let found: readonly string[] = [];
  let operator = '||';
  for (const part of criteria.split(/(&&|\|\|)/)) {
    if (part === '&&' || part === '||') {
      operator = part;
      continue;
    }
    const [key, value] = divideTag(part) ?? [];
    if (key === undefined || value === undefined)
      return 'is not wholly tags as key=value, joined by && or || with no spaces around. Write the access lines by hand.';
    const isTagged = ({ tags }: FoundAccount) => tags?.[key] === value;
    if (reading === 'wide' && !accounts.all.some(isTagged))
      return `names a tag that no account has: ${part}. ${UNKNOWN}`;
    const tagged = selectMembers(accounts, isTagged);
    found =
      operator === '&&' ? found.filter((each) => tagged.includes(each)) : [...new Set([...found, ...tagged])];
  }
  return found.length === 0 && reading === 'narrow' ? 'are tags that no account has.' : [...found];
}

/** `key=value` with nothing around either; a value may have `=` in it. */
function divideTag(text: string): [string, string] | undefined {
  const at = text.indexOf('=');
  const [key, value] = [text.slice(0, at), text.slice(at + 1)];
  const isPlain = (each: string) => each !== '' && each.trim() === each;
  return at > 0 && isPlain(key) && isPlain(value) && !/[&|]/.test(text) ? [key, value] : undefined;
}
