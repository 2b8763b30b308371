import { BACKENDS } from '../config.js';
import { error } from '../problem.js';
import { listAll } from '../text.js';
import type { Rule } from './rule.js';

/** `state` has exactly one backend. */
export const validateState: Rule = ({ draft: { state }, locate }) => {
  if (state === undefined) return [];
  const given = Object.keys(state);
  if (given.length === 1) return [];
  const message =
    given.length === 0 ? 'names no backend.' : `names ${given.length} backends: ${listAll(given)}.`;
  return [error(locate(['state']), message, `Give exactly one of ${Object.keys(BACKENDS).join(', ')}.`)];
};
