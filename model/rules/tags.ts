import { error, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

const MAX_TAGS = 50;

/** AWS takes 50 tags on a thing. */
export const validateTags: Rule = ({ draft, locate }) => {
  const tagged = [
    ...[...draft.accounts.entries].map(([handle, { tags }]) => ({
      path: ['aws', 'accounts', handle, 'tags'],
      tags,
    })),
    ...[...draft.permissionSets.entries].map(([handle, { tags }]) => ({
      path: ['permissionSets', handle, 'tags'],
      tags,
    })),
    ...Object.entries(draft.emergencyAccess?.roles ?? {}).map(([handle, { tags }]) => ({
      path: ['emergencyAccess', 'roles', handle, 'tags'],
      tags,
    })),
  ];
  return tagged.flatMap(({ path, tags = {} }): Problem[] => {
    const count = Object.keys(tags).length;
    return count <= MAX_TAGS ? [] : [error(locate(path), `holds ${count} tags; AWS allows ${MAX_TAGS}.`)];
  });
};
