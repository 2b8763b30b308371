import { awsPartitionOf } from '../partition.js';
import type { EmergencyAccessConfig } from '../config.js';
import { parseDuration } from '../duration.js';
import { emergencyRoleName } from '../emergency-role.js';
import { error, warning, type Problem } from '../problem.js';
import { quote } from '../text.js';
import type { Rule, RuleInput } from './rule.js';
import { undefinedName } from './undefined-name.js';

type Path = readonly (string | number)[];

const PATH = ['emergencyAccess'];
const HOUR = 3600;
/** AWS: RoleSessionName and SourceIdentity. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const POLICIES = 10;

/** The second lane can work: its account, Regions, roles and people exist and fit AWS's limits. */
export const validateEmergencyAccess: Rule = (input) => {
  const { emergencyAccess } = input.draft;
  if (emergencyAccess === undefined) return [];
  return [
    ...validateAccount([...PATH, 'account'], emergencyAccess.account, input),
    ...validateSession(emergencyAccess, input),
    ...validateSignInRegions(emergencyAccess, input),
    ...validateNames(emergencyAccess, input),
    ...Object.entries(emergencyAccess.roles).flatMap(([handle, role]) => validateRole(handle, role, input)),
  ];
};

function validateAccount(path: Path, handle: string, { draft, locate }: RuleInput): Problem[] {
  if (!draft.accounts.defined.has(handle)) return [undefinedName(locate(path), handle, draft.accounts)];
  const account = draft.placements.get(handle);
  if (account?.management === true) {
    return [
      error(
        locate(path),
        `${quote(handle)} is the management account.`,
        'Direct federation there would bypass every guard of the organization: name another account.',
      ),
    ];
  }
  if (account?.status === 'suspended')
    return [error(locate(path), `${quote(handle)} is suspended.`, 'Name an account that is active.')];
  return [];
}

function validateSession({ session }: EmergencyAccessConfig, { locate }: RuleInput): Problem[] {
  const seconds = parseDuration(session);
  if (seconds !== undefined && seconds >= HOUR && seconds <= 12 * HOUR) return [];
  const message = seconds === undefined ? 'is not an ISO 8601 duration' : 'is not between PT1H and PT12H';
  return [
    error(
      locate([...PATH, 'session']),
      `${quote(session)} ${message}.`,
      'Write one from PT1H to PT12H, such as PT1H.',
    ),
  ];
}

function validateSignInRegions(
  { signInRegions }: EmergencyAccessConfig,
  { draft: { aws }, locate }: RuleInput,
): Problem[] {
  const { region } = aws;
  if (region === undefined) return [];
  const path = [...PATH, 'signInRegions'];
  const foreign = signInRegions.flatMap((named, index) =>
    awsPartitionOf(named) === awsPartitionOf(region)
      ? []
      : [
          error(
            locate([...path, index]),
            `${quote(named)} is in another partition than aws.region (${region}).`,
            'Name Regions of the same partition.',
          ),
        ],
  );
  if (foreign.length > 0 || signInRegions.some((named) => named !== region)) return foreign;
  return [
    warning(
      locate(path),
      `${quote(region)} is the Region of IAM Identity Center, and the only one.`,
      'Name another: this lane is for the day that Region fails.',
    ),
  ];
}

/** What stands twice, and who is defined. */
function validateNames(
  { application, roles }: EmergencyAccessConfig,
  { draft, locate }: RuleInput,
): Problem[] {
  const problems: Problem[] = [];
  if (application.displayName === draft.application.displayName) {
    problems.push(
      error(
        locate([...PATH, 'application', 'displayName']),
        `${quote(application.displayName)} is the name of entra.application too.`,
        'Give each a name of its own, so that nobody takes one for the other.',
      ),
    );
  }
  const byName = new Map<string, string>();
  for (const [handle, role] of Object.entries(roles)) {
    const name = emergencyRoleName(handle, role).toLowerCase();
    const other = byName.get(name);
    if (other !== undefined) {
      problems.push(
        error(
          locate([...PATH, 'roles', handle]),
          `${quote(handle)} has the role name of ${quote(other)}.`,
          'IAM tells role names apart without regard to case: give one another name.',
        ),
      );
    }
    byName.set(name, handle);
  }
  return problems;
}

function validateRole(
  handle: string,
  role: EmergencyAccessConfig['roles'][string],
  input: RuleInput,
): Problem[] {
  const { draft, locate } = input;
  const path = [...PATH, 'roles', handle];
  const problems = [
    ...role.groups.flatMap((name, index) =>
      draft.groups.defined.has(name)
        ? []
        : [undefinedName(locate([...path, 'groups', index]), name, draft.groups)],
    ),
    ...role.users.flatMap((name, index) => validateUser([...path, 'users', index], name, input)),
    ...(role.workloads?.accounts ?? []).flatMap((name, index) =>
      validateAccount([...path, 'workloads', 'accounts', index], name, input),
    ),
  ];
  if (role.groups.length + role.users.length === 0) {
    problems.push(
      error(locate(path), `${quote(handle)} names nobody who may use it.`, 'Name groups or users.'),
    );
  }
  for (const [at, { policies }] of [
    [path, role],
    [[...path, 'workloads'], role.workloads ?? { policies: [] }],
  ] as const) {
    if (policies.length <= POLICIES) continue;
    problems.push(
      error(
        locate([...at, 'policies']),
        `${quote(handle)} has ${policies.length} policies; a role has ${POLICIES} at most.`,
        'Put several into one customer managed policy.',
      ),
    );
  }
  return problems;
}

function validateUser(path: Path, handle: string, { draft, locate }: RuleInput): Problem[] {
  if (!draft.users.defined.has(handle)) return [undefinedName(locate(path), handle, draft.users)];
  const name = draft.users.entries.get(handle)?.userPrincipalName;
  if (name === undefined || SESSION_NAME.test(name)) return [];
  return [
    error(
      locate(path),
      `${quote(handle)} can’t sign in here: AWS takes no session named ${quote(name)}.`,
      'A session’s name has 2 to 64 letters, digits or _ . , + = @ -, so guests (#EXT#) can’t. Name a member of the tenant.',
    ),
  ];
}
