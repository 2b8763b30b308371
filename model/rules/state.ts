import { BACKENDS } from '../config.js';
import { asMap } from '../draft.js';
import { error, warning, type Location, type Problem } from '../problem.js';
import { listAll } from '../text.js';
import { findForeignAzurerm } from './state-azurerm.js';
import { findForeignCloud } from './state-cloud.js';
import { findOpenHttp } from './state-http.js';
import { findForeignS3 } from './state-s3.js';
import type { Rule } from './rule.js';

/** `state` has exactly one backend, whose settings are such as its service takes. */
export const validateState: Rule = ({ draft: { state, aws }, value, locate }) => {
  if (state === undefined && asMap(value).state === undefined) return [];
  const problems = validateBackends(value, locate);
  if (problems.length > 0) return problems;
  const { s3, azurerm, cloud, http, local } = state ?? {};
  const at = (backend: string) => (key: string) => locate(['state', backend, key]);
  if (s3 !== undefined) problems.push(...findForeignS3(s3, aws.region, at('s3')));
  if (azurerm !== undefined) problems.push(...findForeignAzurerm(azurerm, at('azurerm')));
  if (cloud !== undefined) problems.push(...findForeignCloud(cloud, at('cloud')));
  if (http !== undefined) problems.push(...findOpenHttp(http, at('http')));
  if (local !== undefined) {
    problems.push(
      warning(
        locate(['state', 'local']),
        'keeps the state in a file on this machine: nobody else can plan or apply with it, or is kept from doing so at the same time; a lost disk loses it, with no former version; and its secrets are in clear there.',
        'For trying out only. Elsewhere give it s3, azurerm, cloud or http; `federation state move` brings it there.',
      ),
    );
  }
  return problems;
};

/** That there are several, or none, is said whatever each looks like. */
export function validateBackends(
  value: unknown,
  locate: (path: readonly (string | number)[]) => Location,
): Problem[] {
  const given = Object.keys(BACKENDS).filter((name) => Object.hasOwn(asMap(asMap(value).state), name));
  if (given.length === 1) return [];
  const message =
    given.length === 0 ? 'names no backend.' : `names ${given.length} backends: ${listAll(given)}.`;
  return [error(locate(['state']), message, `Give exactly one of ${Object.keys(BACKENDS).join(', ')}.`)];
}
