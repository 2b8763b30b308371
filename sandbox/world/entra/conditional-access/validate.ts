/** What Graph refuses in a conditional access policy. */
import type { Directory } from '../directory.js';
import { badRequest, invalidValue, notModelled } from '../graph-error.js';
import {
  CLIENT_APP_TYPES,
  type ConditionalAccessPolicy,
  type Conditions,
  type GrantControls,
  POLICY_STATES,
  RISK_LEVELS,
  type SignInFrequency,
} from './objects.js';

const RESOURCE = 'ConditionalAccessPolicy';
/** As Entra's portal has them. */
const MOST = { hours: 23, days: 365 };

/** @throws GraphError with what is wrong, or not modelled. */
export function checkPolicy(policy: ConditionalAccessPolicy, directory: Directory): void {
  const { displayName, state, conditions, grantControls, sessionControls } = policy;
  if (displayName === '') throw invalidValue('displayName', RESOURCE);
  if (!POLICY_STATES.includes(state)) throw invalidValue('state', RESOURCE);
  checkConditions(conditions);
  checkApplications(conditions.applications, directory);
  checkUsers(conditions.users, directory);
  if (grantControls === null && sessionControls === null)
    throw badRequest('A policy must have grantControls or sessionControls.');
  if (grantControls !== null) checkGrantControls(grantControls);
  if (sessionControls !== null) checkFrequency(sessionControls.signInFrequency);
}

function checkConditions({ clientAppTypes, signInRiskLevels, userRiskLevels }: Conditions): void {
  if (clientAppTypes.length === 0 || !clientAppTypes.every((type) => CLIENT_APP_TYPES.includes(type)))
    throw invalidValue('clientAppTypes', RESOURCE);
  if (!signInRiskLevels.every((level) => RISK_LEVELS.includes(level)))
    throw invalidValue('signInRiskLevels', RESOURCE);
  if (!userRiskLevels.every((level) => RISK_LEVELS.includes(level)))
    throw invalidValue('userRiskLevels', RESOURCE);
}

function checkApplications(
  { includeApplications, excludeApplications }: Conditions['applications'],
  directory: Directory,
): void {
  if (includeApplications.length === 0)
    throw badRequest('A policy must include at least one of applications and user actions.');
  for (const id of [...includeApplications, ...excludeApplications]) {
    if (id === 'Office365') throw notModelled('the applications of Office 365');
    if (id !== 'All' && id !== 'None' && directory.servicePrincipalOf(id) === undefined)
      throw badRequest(`The application '${id}' does not exist in the directory.`);
  }
}

function checkUsers(users: Conditions['users'], directory: Directory): void {
  const { includeUsers, excludeUsers, includeGroups, excludeGroups } = users;
  if (includeUsers.length + includeGroups.length === 0)
    throw badRequest('A policy must include at least one of users, groups and roles.');
  for (const id of [...includeUsers, ...excludeUsers]) {
    if (id === 'GuestsOrExternalUsers') throw notModelled('guests');
    if (id !== 'All' && id !== 'None' && !directory.users.has(id))
      throw badRequest(`The user '${id}' does not exist in the directory.`);
  }
  for (const id of [...includeGroups, ...excludeGroups]) {
    if (!directory.groups.has(id)) throw badRequest(`The group '${id}' does not exist in the directory.`);
  }
}

/** Multifactor authentication as a control and an authentication strength can't stand in one policy. */
function checkGrantControls({ operator, builtInControls, authenticationStrength }: GrantControls): void {
  if (operator !== 'AND' && operator !== 'OR') throw invalidValue('operator', RESOURCE);
  const other = builtInControls.find((control) => control !== 'mfa');
  if (other !== undefined) throw notModelled(`the control '${other}' of conditional access`);
  if (builtInControls.length === 0 && authenticationStrength === null)
    throw badRequest('grantControls must have at least one control.');
  if (builtInControls.length > 0 && authenticationStrength !== null)
    throw badRequest(`The control 'mfa' and an authentication strength cannot be used together.`);
}

function checkFrequency(frequency: SignInFrequency | null): void {
  if (frequency === null) throw badRequest('sessionControls must have at least one control.');
  const { isEnabled, type, value, frequencyInterval } = frequency;
  if (!isEnabled) throw notModelled('a sign-in frequency that is not enabled');
  if (frequencyInterval !== 'timeBased')
    throw notModelled(`the sign-in frequency '${String(frequencyInterval)}'`);
  if (!Object.hasOwn(MOST, type)) throw invalidValue('type', RESOURCE);
  if (!Number.isInteger(value) || value < 1 || value > MOST[type]) throw invalidValue('value', RESOURCE);
}
