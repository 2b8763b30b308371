import type { Problem } from '../problem.js';
import type { Rule } from './rule.js';
import { undefinedName } from './undefined-name.js';

/** Every group, user and permission set of an access line is defined. */
export const validateNamesInAccess: Rule = ({ draft, locate }) => {
  const problems: Problem[] = [];
  for (const [index, line] of draft.access) {
    for (const kind of ['groups', 'users', 'permissionSets'] as const) {
      const named = draft[kind];
      for (const [at, name] of (line[kind] ?? []).entries()) {
        if (!named.defined.has(name))
          problems.push(undefinedName(locate(['access', index, kind, at]), name, named));
      }
    }
  }
  return problems;
};
