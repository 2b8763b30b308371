import type { Draft } from '../draft.js';
import { error, type Location, type Problem } from '../problem.js';
import { parseTarget, renderOuTarget, selectAccounts, type AccountIndex, type Target } from '../targets.js';
import { nameChoices, quote } from '../text.js';
import type { Rule } from './rule.js';
import { undefinedName } from './undefined-name.js';

const FORMS = 'Name an account’s handle, ou:/Path (with its subtree), ou:/Path/* (without) or tag:key=value.';

/** What `accounts` and `except` name has one of the forms and is defined. */
export const validateTargets: Rule = ({ draft, accounts, locate }) => {
  const problems: Problem[] = [];
  for (const [index, line] of draft.access) {
    for (const key of ['accounts', 'except'] as const) {
      for (const [at, text] of (line[key] ?? []).entries()) {
        const problem = validateTarget(text, draft, accounts, locate(['access', index, key, at]));
        if (problem !== undefined) problems.push(problem);
      }
    }
  }
  return problems;
};

function validateTarget(text: string, draft: Draft, index: AccountIndex, at: Location): Problem | undefined {
  const target = parseTarget(text);
  if (target === undefined) return error(at, `${quote(text)} is not a target.`, adviseForm(text, draft));
  if (target.kind === 'account') {
    return draft.accounts.defined.has(target.handle)
      ? undefined
      : undefinedName(at, target.handle, draft.accounts);
  }
  if (selectAccounts(index, target) !== undefined || !isComplete(draft)) return undefined;
  return error(
    at,
    `${quote(text)} is not defined: no account has this ${WORDS[target.kind]}.`,
    choices(target, text, index),
  );
}

const WORDS = { ou: 'organizational unit', tag: 'tag' };

/** False where a malformed account may have the unit or tag in question. */
export function isComplete(draft: Draft): boolean {
  return draft.placements.size === draft.accounts.defined.size;
}

function adviseForm(text: string, draft: Draft): string {
  for (const [handle, { id }] of draft.accounts.entries) {
    if (id === text) return `Accounts are named by their handle. Did you mean ${quote(handle)}?`;
  }
  return FORMS;
}

/** For a tag whose key is known, its values; else the keys. */
function choices(target: Exclude<Target, { kind: 'account' }>, text: string, index: AccountIndex): string {
  if (target.kind === 'ou') {
    const units = [...index.subtrees.keys()].map((path) => renderOuTarget(path, target.subtree));
    return nameChoices('Defined', units, text);
  }
  const values = index.tags.get(target.key);
  if (values === undefined) return nameChoices('Tag keys', index.tags.keys(), target.key);
  return nameChoices(
    'Defined',
    [...values.keys()].map((value) => `tag:${target.key}=${value}`),
    text,
  );
}
