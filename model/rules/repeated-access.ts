import type { AccessConfig } from '../config.js';
import { parseOu, renderOu } from '../ou.js';
import { renderPlace, warning, type Problem } from '../problem.js';
import { parseTarget, selectAccounts, type AccountIndex } from '../targets.js';
import { compareText, quote } from '../text.js';
import { repeated } from './repeated.js';
import type { Rule } from './rule.js';

/**
 * Warns of an access line that repeats another one whole, and of a target that another target of its line
 * covers. That two different lines say one grant is fine: both are its reason.
 */
export const validateRepeatedAccess: Rule = ({ draft, accounts, locate }) => {
  const problems: Problem[] = [];
  for (const [[index], [first]] of repeated(draft.access, ([, line]) => lineKey(line))) {
    const message = `says the same as the line at ${renderPlace(locate(['access', first]))}.`;
    problems.push(warning(locate(['access', index]), message, 'Remove one of the two.'));
  }
  for (const [index, line] of draft.access) {
    for (const key of ['accounts', 'except'] as const) {
      for (const [at, text, cover] of coveredTargets(accounts, line[key] ?? [])) {
        const message = `${quote(text)} adds nothing: ${quote(cover)} covers it already.`;
        problems.push(warning(locate(['access', index, key, at]), message, 'Remove it.'));
      }
    }
  }
  return problems;
};

function lineKey({ groups = [], users = [], permissionSets, accounts, except = [] }: AccessConfig): string {
  return JSON.stringify(
    [groups, users, permissionSets, accounts, except].map((list) => [...list].sort(compareText)),
  );
}

/** A handle within another target, or a unit within a subtree. That a tag and a unit overlap says little. */
function* coveredTargets(index: AccountIndex, texts: readonly string[]): Generator<[number, string, string]> {
  const targets = texts.map((text) => ({ text, target: parseTarget(text) }));
  const subtrees = new Map<string, string>();
  const coverOf = new Map<string, string>();
  for (const { text, target } of targets) {
    if (target === undefined || target.kind === 'account') continue;
    if (target.kind === 'ou' && target.subtree) subtrees.set(target.path, text);
    for (const handle of selectAccounts(index, target) ?? [])
      if (!coverOf.has(handle)) coverOf.set(handle, text);
  }
  for (const [at, { text, target }] of targets.entries()) {
    if (target === undefined || target.kind === 'tag') continue;
    const cover =
      target.kind === 'account'
        ? coverOf.get(target.handle)
        : unitsAround(target.path, !target.subtree)
            .map((path) => subtrees.get(path))
            .find((other) => other !== undefined);
    if (cover !== undefined) yield [at, text, cover];
  }
}

/** The units above a unit, from the root down, and the unit itself where `own` says so. */
function unitsAround(path: string, own: boolean): string[] {
  const names = parseOu(path) ?? [];
  const depths = names.length + (own ? 1 : 0);
  return Array.from({ length: depths }, (_, depth) => renderOu(names.slice(0, depth)));
}
