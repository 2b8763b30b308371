import type { EmergencyAccessConfig } from '../config.js';
import { allowAssuming } from '../emergency-policies.js';
import { emergencyRoleName } from '../emergency-role.js';
import { error, type Problem } from '../problem.js';
import { roleArn } from '../role-arn.js';
import { quote } from '../text.js';
import { validateEmergencyAccount } from './emergency-account.js';
import { MAX_CHARACTERS } from './inline-policies.js';
import type { Rule, RuleInput } from './rule.js';
import { undefinedName } from './undefined-name.js';

/** A role of emergency access, and where it stands. */
interface WrittenRole {
  readonly handle: string;
  readonly path: readonly string[];
  readonly role: EmergencyAccessConfig['roles'][string];
}

/** Each role of emergency access serves somebody, and reaches accounts that there are. */
export const validateEmergencyRoles: Rule = (input) =>
  Object.entries(input.draft.emergencyAccess?.roles ?? {}).flatMap(([handle, role]) => {
    const written = { handle, path: ['emergencyAccess', 'roles', handle], role };
    return [
      ...validateWho(written, input),
      ...validateWorkloads(written, input),
      ...validateReach(written, input),
    ];
  });

function validateWho({ handle, path, role }: WrittenRole, { draft, locate }: RuleInput): Problem[] {
  if (role.groups.length + role.users.length === 0)
    return [error(locate(path), `${quote(handle)} names nobody who may use it.`, 'Name groups or users.')];
  return (['groups', 'users'] as const).flatMap((key) =>
    role[key].flatMap((name, index) =>
      draft[key].defined.has(name) ? [] : [undefinedName(locate([...path, key, index]), name, draft[key])],
    ),
  );
}

function validateWorkloads({ path, role }: WrittenRole, input: RuleInput): Problem[] {
  const { draft, locate } = input;
  return (role.workloads?.accounts ?? []).flatMap((name, index) => {
    const at = [...path, 'workloads', 'accounts', index];
    if (name !== draft.emergencyAccess?.account) return validateEmergencyAccount(at, name, input);
    return [
      error(
        locate(at),
        `${quote(name)} is the emergency account itself, where the role stands already.`,
        'Remove it here.',
      ),
    ];
  });
}

/** All ids of accounts have this length. */
const SOME_ID = '0'.repeat(12);

/** The policy that names each role that this one may assume is the only inline policy of it. */
function validateReach({ handle, path, role }: WrittenRole, { draft, locate }: RuleInput): Problem[] {
  const { region } = draft.aws;
  const { accounts = [] } = role.workloads ?? {};
  if (region === undefined) return [];
  const arns = accounts.map((name) =>
    roleArn(region, draft.accounts.entries.get(name)?.id ?? SOME_ID, emergencyRoleName(handle, role)),
  );
  const { length } = allowAssuming(arns);
  if (length <= MAX_CHARACTERS) return [];
  const each = length - allowAssuming(arns.slice(1)).length;
  const room = accounts.length - Math.ceil((length - MAX_CHARACTERS) / each);
  return [
    error(
      locate([...path, 'workloads', 'accounts']),
      `${quote(handle)} names ${accounts.length} accounts, and the policy that lets it go on to their roles has room for ${room}.`,
      `IAM allows ${MAX_CHARACTERS} characters of inline policy: divide the accounts among several roles, or give the role a shorter name.`,
    ),
  ];
}
