import { error, warning, type Problem } from '../problem.js';
import { listAll, quote } from '../text.js';
import type { Rule, RuleInput } from './rule.js';

/** AWS: RoleSessionName and SourceIdentity, which are the user principal name here. */
const SESSION_NAME = /^[\w+=,.@-]+$/;
const LONGEST = 64;

/** AWS takes a session by the name of each person who may use emergency access, as far as the config says who. */
export const validateEmergencyPeople: Rule = (input) => [...validateUsers(input), ...validateMembers(input)];

function validateUsers({ draft, locate }: RuleInput): Problem[] {
  return Object.entries(draft.emergencyAccess?.roles ?? {}).flatMap(([role, { users }]) =>
    users.flatMap((handle, index) => {
      const name = draft.users.entries.get(handle)?.userPrincipalName;
      const reason = name === undefined ? undefined : refuseSessionName(name);
      if (name === undefined || reason === undefined) return [];
      return [
        error(
          locate(['emergencyAccess', 'roles', role, 'users', index]),
          `${quote(handle)} can’t sign in here: AWS takes no session named ${quote(name)}.`,
          reason,
        ),
      ];
    }),
  );
}

/** The group may serve others too, so its members are warned of. */
function validateMembers({ draft, locate }: RuleInput): Problem[] {
  const roles = Object.entries(draft.emergencyAccess?.roles ?? {});
  return [...draft.groups.entries].flatMap(([group, { managed }]) => {
    const using = roles.filter(([, { groups }]) => groups.includes(group)).map(([role]) => role);
    if (using.length === 0) return [];
    return (managed?.members ?? []).flatMap((name, index) => {
      const reason = refuseSessionName(name);
      if (reason === undefined) return [];
      return [
        warning(
          locate(['groups', group, 'managed', 'members', index]),
          `${quote(name)} can’t use ${listAll(using)} of emergency access: AWS takes no session of that name.`,
          reason,
        ),
      ];
    });
  });
}

/** Why AWS takes no session of a name, and what to do. */
function refuseSessionName(name: string): string | undefined {
  if (/#EXT#/i.test(name))
    return 'It is that of a guest, and a session’s name has no #: name a member of the tenant.';
  if (!SESSION_NAME.test(name))
    return 'A session’s name has letters from a to z, digits or _ . , + = @ - only: give the person such a user principal name in Entra, or name somebody else.';
  if (name.length > LONGEST)
    return `It has ${name.length} characters, and a session’s name ${LONGEST} at most: give the person a shorter user principal name in Entra, or name somebody else.`;
  return undefined;
}
