import { error, type Problem } from '../problem.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

/** Every plan looks up each listed member, and reads all members of the group again. */
const LISTED_MEMBERS = 100;

/** A group exists in Entra or is managed; a managed one lists members or has a rule, or leaves its members to others. */
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
    const listed = managed?.members?.length ?? 0;
    if (listed > LISTED_MEMBERS) {
      problems.push(
        error(
          locate(['groups', handle, 'managed', 'members']),
          `${quote(handle)} lists ${listed} members; ${LISTED_MEMBERS} can be listed at most, for every plan looks up each.`,
          'Give it a rule, or leave members out: then the group is kept here, and its members where you keep them.',
        ),
      );
    }
  }
  return problems;
};
