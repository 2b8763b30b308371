/** Searches units and tags that cover a set of accounts exactly, with a few exceptions or none. */
import { parseOu } from '../../model/ou.js';
import { parseTarget, renderOuTarget, selectAccounts, type AccountIndex } from '../../model/targets.js';
import { compareText } from '../../model/text.js';

export interface Targets {
  readonly accounts: readonly string[];
  /** Empty where there is no exception. */
  readonly except: readonly string[];
}

/** A unit or tag, with the accounts that it selects. */
interface Choice {
  readonly text: string;
  readonly selects: ReadonlySet<string>;
  /** How many of them are active. */
  readonly active: number;
}

/** More exceptions than this are no easier to read than a list. */
export const MAX_EXCEPT = 2;

/** Of those that come nearest to a set, as many are tried with exceptions. */
const TRIED = 10;

const NONE: ReadonlySet<string> = new Set();

export class TargetSearch {
  /** In the order of preference: subtrees, the deepest first for they are the narrowest; units' own accounts; tags. */
  private readonly choices: readonly Choice[];
  private readonly choicesOf = new Map<string, Choice[]>();
  private readonly order: ReadonlyMap<Choice, number>;

  /** @param texts Units and tags. @param minds Which accounts count: others may be selected or not. */
  constructor(index: AccountIndex, texts: Iterable<string>, minds: (account: string) => boolean) {
    this.choices = [...texts].flatMap((text) => choiceOf(index, text, minds));
    this.order = new Map(this.choices.map((choice, at) => [choice, at]));
    for (const choice of this.choices) {
      for (const account of choice.selects) {
        const there = this.choicesOf.get(account);
        if (there === undefined) this.choicesOf.set(account, [choice]);
        else there.push(choice);
      }
    }
  }

  /**
   * The fewest that were found; of equally many, those without exceptions. They select the wanted accounts and no other.
   *
   * @param wanted Active ones. @param optional What may be selected too.
   */
  find(wanted: ReadonlySet<string>, optional = NONE): Targets {
    const counts = this.count(wanted);
    let best: Targets = { accounts: this.cover(wanted, optional, counts), except: [] };
    const near = [...counts]
      .filter(([{ active }, count]) => active - count < count)
      .sort(([a, most], [b, other]) => other - most || this.compare(a, b))
      .slice(0, TRIED);
    for (const [choice] of near) {
      const others = outside(choice.selects, wanted, optional);
      const except = this.cover(others, NONE, this.count(others));
      if (except.length === 0 || except.length > MAX_EXCEPT) continue;
      const rest = outside(wanted, choice.selects);
      const accounts = sorted([choice.text, ...this.cover(rest, optional, counts)]);
      if (accounts.length + except.length < sizeOf(best)) best = { accounts, except };
    }
    return best;
  }

  /** How many of the accounts each choice selects; those that select none are left out. */
  private count(accounts: ReadonlySet<string>): Map<Choice, number> {
    const counts = new Map<Choice, number>();
    for (const account of accounts)
      for (const choice of this.choicesOf.get(account) ?? [])
        counts.set(choice, (counts.get(choice) ?? 0) + 1);
    return counts;
  }

  /**
   * Choices that lie within the wanted accounts and the optional ones, the greatest first, then handles for the rest.
   *
   * @param counts Of a set that holds all wanted accounts: what lies within that one may be chosen.
   */
  private cover(
    wanted: ReadonlySet<string>,
    optional: ReadonlySet<string>,
    counts: ReadonlyMap<Choice, number>,
  ): string[] {
    const within = [...counts].flatMap(([choice, count]) =>
      choice.selects.size === count + shared(choice.selects, optional) ? [choice] : [],
    );
    const left = new Set(wanted);
    const chosen: string[] = [];
    while (left.size > 1) {
      const ranked = within
        .map((choice) => ({ choice, gain: shared(choice.selects, left) }))
        .filter(({ gain }) => gain > 1);
      const [first] = ranked.sort((a, b) => b.gain - a.gain || this.compare(a.choice, b.choice));
      if (first === undefined) break;
      chosen.push(first.choice.text);
      for (const account of first.choice.selects) left.delete(account);
    }
    return sorted([...chosen, ...left]);
  }

  private compare(a: Choice, b: Choice): number {
    return (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0);
  }
}

export const sizeOf = ({ accounts, except }: Targets): number => accounts.length + except.length;

export function* textsOf({ subtrees, units, tags }: AccountIndex): Generator<string> {
  const depthOf = (path: string) => parseOu(path)?.length ?? 0;
  const byDepth = (a: string, b: string) => depthOf(b) - depthOf(a) || compareText(a, b);
  for (const path of [...subtrees.keys()].sort(byDepth)) yield renderOuTarget(path, true);
  for (const path of [...units.keys()].sort(byDepth)) yield renderOuTarget(path, false);
  for (const key of [...tags.keys()].sort(compareText))
    for (const value of [...(tags.get(key)?.keys() ?? [])].sort(compareText)) yield `tag:${key}=${value}`;
}

/** None for what can't be named as a target, such as a tag whose key holds `=`, and for what selects one account or none. */
function choiceOf(index: AccountIndex, text: string, minds: (account: string) => boolean): Choice[] {
  const target = parseTarget(text);
  const selected = target === undefined ? [] : (selectAccounts(index, target) ?? []).filter(minds);
  const active = selected.filter((handle) => index.handles.get(handle)?.status !== 'suspended').length;
  return selected.length > 1 ? [{ text, selects: new Set(selected), active }] : [];
}

const outside = (accounts: ReadonlySet<string>, ...sets: readonly ReadonlySet<string>[]): Set<string> =>
  new Set([...accounts].filter((account) => !sets.some((set) => set.has(account))));

function shared(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let count = 0;
  for (const each of some) if (others.has(each)) count++;
  return count;
}

/** Units, then tags, then handles. */
function sorted(texts: readonly string[]): string[] {
  const rank = (text: string) => (text.startsWith('ou:') ? 0 : text.startsWith('tag:') ? 1 : 2);
  return [...texts].sort((a, b) => rank(a) - rank(b) || compareText(a, b));
}
