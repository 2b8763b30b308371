import { error } from '../problem.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

const MAX_NAME = 32;

/** A handle may be longer than a permission set's name; one that is needs a name beside it. */
export const validatePermissionSetNames: Rule = ({ draft, locate }) =>
  [...draft.permissionSets.entries]
    .filter(([handle, { name }]) => name === undefined && handle.length > MAX_NAME)
    .map(([handle]) =>
      error(
        locate(['permissionSets', handle]),
        `${quote(handle)} is longer than the ${MAX_NAME} characters that AWS allows in a permission set’s name.`,
        'Keep the handle and give it a shorter name.',
      ),
    );
