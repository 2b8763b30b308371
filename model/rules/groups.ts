import { error, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

/** A group exists in Entra or is managed, and a managed one has members or a rule. */
export const validateGroups: Rule = ({ draft, locate }) => {
  const problems: Problem[] = [];
  for (const [handle, { objectId, managed }] of draft.groups.entries) {
    if (objectId !== undefined && managed !== undefined) {
      problems.push(
        error(
          locate(['groups', handle, 'objectId']),
          'stands beside managed: a managed group gets its object id from Entra.',
          'Remove one of the two.',
        ),
      );
    }
    if (managed?.members !== undefined && managed.rule !== undefined) {
      problems.push(
        error(
          locate(['groups', handle, 'managed', 'members']),
          'stands beside rule: the rule alone decides who is a member.',
          'Remove one of the two.',
        ),
      );
    }
  }
  return problems;
};
