/** Which groups and users are assigned in Entra and missing in AWS. */
import type { Environment } from '../../model/environment.js';
import { foldName } from '../../model/text.js';
import { CYCLE_MINUTES } from '../provisioning-cycle.js';
import type { Facts } from './facts.js';
import { displayNameOf, grantedPrincipals, nameOf } from './principals.js';
import { type Check, done, judge, notDone } from './step.js';
import { applyIt, count, listSome } from './words.js';

/** None where there is no application or no instance: other steps say so. */
export function judgeArrivals(environment: Environment, { entra, aws: { store } }: Facts): readonly Check[] {
  if (entra.assigned === undefined || store === undefined) return [];
  const granted = grantedPrincipals(environment);
  const groups = granted
    .filter(({ type }) => type === 'GROUP')
    .map((principal) => displayNameOf(environment, principal, entra));
  const users = granted.filter(({ type }) => type === 'USER').map((each) => nameOf(environment, each));
  return [
    ...judge('groups-in-aws', store.groups, (found) => [
      judgeNames(
        environment,
        'group',
        groups,
        found.map(({ displayName }) => displayName),
      ),
    ]),
    ...(users.length === 0
      ? []
      : judge('users-in-aws', store.users, (found) => [
          judgeNames(
            environment,
            'user',
            users,
            found.map(({ userName }) => userName),
          ),
        ])),
  ];
}

function judgeNames(
  { name, config }: Environment,
  what: 'group' | 'user',
  wanted: readonly string[],
  found: readonly string[],
): Check {
  const id = `${what}s-in-aws`;
  const there = new Set(found.map(foldName));
  const missing = wanted.filter((each) => !there.has(foldName(each)));
  if (missing.length === 0) return done(id, `${count(wanted.length, what)} with access, all in AWS.`);
  const next =
    typeof config.entra.provisioning === 'object'
      ? applyIt(name)
      : `The next provisioning cycle brings whoever is assigned, within ${CYCLE_MINUTES} minutes.`;
  return notDone(id, `${count(missing.length, what)} missing in AWS: ${listSome(missing)}.`, next, {
    missing,
  });
}
