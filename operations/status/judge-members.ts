/** Which members of granted groups are missing in AWS. */
import type { Environment } from '../../model/environment.js';
import { foldName } from '../../model/text.js';
import { CYCLE_MINUTES } from '../provisioning-cycle.js';
import type { AssignedPrincipal, Facts, Member, StoreFacts } from './facts.js';
import { assignmentOf, grantedPrincipals, storedPrincipal } from './principals.js';
import { type Check, done, judge, notDone } from './step.js';
import { count, inEntra, listSome } from './words.js';

/** Of groups that are in both clouds. None where one of them can't be told at all: other checks say so. */
export function judgeMembers(environment: Environment, { entra, aws: { store } }: Facts): readonly Check[] {
  const { assigned, members } = entra;
  if (assigned === undefined || members === undefined || store === undefined || 'unread' in store.groups)
    return [];
  return judge('members-in-aws', members, (inEntraNow) =>
    judge('members-in-aws', store.members, (inAws) =>
      judge('members-in-aws', store.users, (users) => {
        const names = new Map(users.map(({ id, userName }) => [id, foldName(userName)]));
        const known = 'found' in assigned ? assigned.found : [];
        const groups = groupsInBoth(environment, known, store).map(({ assignment, id }) => ({
          name: assignment.principalDisplayName,
          members: inEntraNow.get(assignment.principalId) ?? [],
          there: new Set([...(inAws.get(id) ?? [])].map((user) => names.get(user))),
        }));
        return [judgeGroups(environment, groups)];
      }),
    ),
  );
}

interface GroupInBoth {
  readonly name: string;
  readonly members: readonly Member[];
  /** Names of those in AWS. */
  readonly there: ReadonlySet<string | undefined>;
}

function judgeGroups({ config }: Environment, groups: readonly GroupInBoth[]): Check {
  const missing = groups.flatMap(({ name, members, there }) =>
    members
      .filter(isProvisioned)
      .filter(({ userPrincipalName }) => !there.has(foldName(userPrincipalName ?? '')))
      .map(({ userPrincipalName }) => `${userPrincipalName} (${name})`),
  );
  const nested = groups.flatMap(({ name, members }) =>
    members.some((member) => member['@odata.type'] === '#microsoft.graph.group') ? [name] : [],
  );
  const besides =
    nested.length === 0 ? '' : ` ${listSome(nested)}: groups within, whose members don’t count.`;
  if (missing.length === 0)
    return done('members-in-aws', `The members of ${count(groups.length, 'group')} are in AWS.${besides}`);
  return notDone(
    'members-in-aws',
    `${count(missing.length, 'member')} missing in AWS: ${listSome(missing)}.${besides}`,
    `The next provisioning cycle brings them, within ${CYCLE_MINUTES} minutes. Where it doesn’t: ${inEntra(config.entra.application.displayName, 'Provisioning logs')}.`,
    { missing },
  );
}

/** Only users, and not those who are disabled. */
const isProvisioned = (member: Member): boolean =>
  member['@odata.type'] === '#microsoft.graph.user' && member.accountEnabled !== false;

function groupsInBoth(
  environment: Environment,
  assigned: readonly AssignedPrincipal[],
  store: StoreFacts,
): { readonly assignment: AssignedPrincipal; readonly id: string }[] {
  return grantedPrincipals(environment)
    .filter(({ type }) => type === 'GROUP')
    .flatMap((principal) => {
      const assignment = assignmentOf(environment, principal, assigned, new Map());
      const stored = storedPrincipal(environment, principal, { assigned: { found: assigned } }, store);
      return assignment === undefined || stored === undefined ? [] : [{ assignment, id: stored.id }];
    });
}
