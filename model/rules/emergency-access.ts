import type { EmergencyAccessConfig } from '../config.js';
import { parseDuration } from '../duration.js';
import { emergencyRoleName } from '../emergency-role.js';
import { findPartition } from '../partition.js';
import { error, warning, type Problem } from '../problem.js';
import { foldName, quote } from '../text.js';
import { validateEmergencyAccount } from './emergency-account.js';
import { refuseRegion } from './region.js';
import type { Rule, RuleInput } from './rule.js';

const PATH = ['emergencyAccess'];
const HOUR = 3600;

/** The second lane can work: its account, session, Regions and names exist and fit AWS's limits. */
export const validateEmergencyAccess: Rule = (input) => {
  const { emergencyAccess } = input.draft;
  if (emergencyAccess === undefined) return [];
  return [
    ...validateEmergencyAccount([...PATH, 'account'], emergencyAccess.account, input),
    ...validateSession(emergencyAccess, input),
    ...validateSignInRegions(emergencyAccess, input),
    ...validateApplicationName(emergencyAccess, input),
    ...validateRoleNames(emergencyAccess, input),
  ];
};

function validateSession({ session }: EmergencyAccessConfig, { locate }: RuleInput): Problem[] {
  const refusal = refuseSession(parseDuration(session));
  if (refusal === undefined) return [];
  return [
    error(
      locate([...PATH, 'session']),
      `${quote(session)} ${refusal}.`,
      'Write one from PT1H to PT12H, such as PT1H.',
    ),
  ];
}

function refuseSession(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return 'is not an ISO 8601 duration';
  if (seconds < HOUR || seconds > 12 * HOUR) return 'is not between PT1H and PT12H';
  return Number.isInteger(seconds) ? undefined : 'is not in whole seconds, which IAM counts';
}

function validateSignInRegions(
  { signInRegions }: EmergencyAccessConfig,
  { draft: { aws }, locate }: RuleInput,
): Problem[] {
  const path = [...PATH, 'signInRegions'];
  const refused = signInRegions.flatMap((named, index) =>
    validateSignInRegion(named, aws.region, locate([...path, index])),
  );
  const { region } = aws;
  if (refused.length > 0 || region === undefined || signInRegions.some((named) => named !== region))
    return refused;
  return [
    warning(
      locate(path),
      `${quote(region)} is the Region of IAM Identity Center, and the only one.`,
      'Name another: this lane is for the day that Region fails.',
    ),
  ];
}

function validateSignInRegion(named: string, region: string | undefined, at: Problem['location']): Problem[] {
  const refused = refuseRegion(named, at);
  const partition = region === undefined ? undefined : findPartition(region);
  if (refused.length > 0 || partition === undefined || findPartition(named) === partition) return refused;
  return [
    error(
      at,
      `${quote(named)} is in another partition than aws.region (${region}).`,
      'Name Regions of the same partition.',
    ),
  ];
}

/** People look for an application by its name, and Entra finds it whatever the case. */
function validateApplicationName(
  { application: { displayName } }: EmergencyAccessConfig,
  { draft, locate }: RuleInput,
): Problem[] {
  const other = draft.application.displayName;
  if (other === undefined || foldName(displayName) !== foldName(other)) return [];
  return [
    error(
      locate([...PATH, 'application', 'displayName']),
      `${quote(displayName)} is the name of entra.application too${displayName === other ? '' : `, which is ${quote(other)}`}.`,
      'Give each a name of its own, so that nobody takes one for the other.',
    ),
  ];
}

/** IAM has a role name once in an account, whatever its path and case. */
function validateRoleNames({ deployerRole, roles }: EmergencyAccessConfig, { locate }: RuleInput): Problem[] {
  const problems: Problem[] = [];
  const deployer = deployerRole.replace(/^.*\//, '').toLowerCase();
  const byName = new Map<string, string>();
  for (const [handle, role] of Object.entries(roles)) {
    const name = emergencyRoleName(handle, role).toLowerCase();
    const at = locate([...PATH, 'roles', handle]);
    if (name === deployer) {
      problems.push(
        error(
          at,
          `${quote(handle)} has the name of deployerRole, which stands in the account already.`,
          'Give it another name.',
        ),
      );
    }
    const other = byName.get(name);
    if (other !== undefined) {
      problems.push(
        error(
          at,
          `${quote(handle)} has the role name of ${quote(other)}.`,
          'IAM tells role names apart without regard to case: give one another name.',
        ),
      );
    }
    byName.set(name, handle);
  }
  return problems;
}
