import { BACKENDS } from '../config.js';
import { asMap } from '../draft.js';
import { error } from '../problem.js';
import { listAll } from '../text.js';
import type { Rule } from './rule.js';

/** `state` has exactly one backend. That there are several is said whatever each looks like. */
export const validateState: Rule = ({ draft, value, locate }) => {
  const state = asMap(asMap(value).state);
  const given = Object.keys(BACKENDS).filter((name) => Object.hasOwn(state, name));
  if (given.length === 1 || (given.length === 0 && draft.state === undefined)) return [];
  const message =
    given.length === 0 ? 'names no backend.' : `names ${given.length} backends: ${listAll(given)}.`;
  return [error(locate(['state']), message, `Give exactly one of ${Object.keys(BACKENDS).join(', ')}.`)];
};
