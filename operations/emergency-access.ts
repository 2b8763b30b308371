/** What it takes to switch emergency access on, and who can do what then: from the config alone, with no cloud asked. */
import type { EmergencyAccessConfig } from '../model/config.js';
import { globalSignInUrl, regionalSignInUrl } from '../model/console-saml.js';
import { emergencyRoleName } from '../model/emergency-role.js';
import type { Environment } from '../model/environment.js';
import { renderPlace } from '../model/problem.js';
import { listAll } from '../model/text.js';
import { entraCloud } from '../stacks/clouds.js';
import { isEqual } from './clouds/odata.js';
import { shellWord } from './shell-word.js';
import { UserError } from './user-error.js';

export interface EmergencyReport {
  readonly environment: string;
  /** The application's name in Entra. */
  readonly application: string;
  readonly enabled: boolean;
  /** Where the config says so. */
  readonly place: string;
  readonly roles: readonly EmergencyRole[];
  /** Where AWS takes the sign-in; the first is of no Region. */
  readonly signInUrls: readonly string[];
  /** Where people start. */
  readonly startUrl: string;
}

export interface EmergencyRole {
  readonly role: string;
  readonly account: string;
  /** Handles of other accounts that it can go on to. */
  readonly workloads: readonly string[];
  /** Handles. */
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

/** Throws a UserError where the environment has none. */
export function reportEmergencyAccess({ name, config, locate }: Environment): EmergencyReport {
  const { aws, entra, emergencyAccess: settings } = config;
  if (settings === undefined)
    throw new UserError(`${name} has no emergency access. Define it under emergencyAccess.`);
  const path = ['emergencyAccess', ...(settings.enabled ? ['enabled'] : [])];
  return {
    environment: name,
    application: settings.application.displayName,
    enabled: settings.enabled,
    place: renderPlace(locate(path)),
    roles: emergencyRoles(settings),
    signInUrls: [globalSignInUrl(aws.region), ...settings.signInRegions.map(regionalSignInUrl)],
    startUrl: entraCloud(entra.cloud).myAppsUrl,
  };
}

export const emergencyRoles = ({ account, roles }: EmergencyAccessConfig): EmergencyRole[] =>
  Object.entries(roles).map(([handle, role]) => ({
    role: emergencyRoleName(handle, role),
    account,
    workloads: role.workloads?.accounts ?? [],
    groups: role.groups,
    users: role.users,
  }));

export function renderEmergencyAccess(report: EmergencyReport): string {
  const { environment, application, enabled, place, roles, signInUrls, startUrl } = report;
  const state = (wanted: boolean) => (wanted ? 'on' : 'off');
  const filter = shellWord(isEqual('displayName', application));
  const find = `az ad sp list --filter ${filter} --query '[0].id' --output tsv`;
  return [
    `Emergency access of ${environment} is ${state(enabled)} in the config (${place}).`,
    '',
    `To switch it ${state(!enabled)} with this program: set \`enabled: ${!enabled}\` there, and`,
    `  federation apply ${environment}`,
    '',
    'To do the same in Entra, where the state or this program is out of reach:',
    // Not in double quotes: an interactive shell would take a `!` of the name for its history.
    `  az ad sp update --id $(${find}) --set accountEnabled=${!enabled}`,
    `  or: Enterprise applications, "${application}", Properties, Enabled for users to sign in: ${enabled ? 'No' : 'Yes'}`,
    'Then set it in the config too, or the next apply takes it back.',
    '',
    'Who can use what once it is on:',
    ...roles.map(renderEmergencyRole),
    '',
    `People start at ${startUrl} with "${application}", and arrive at one of: ${signInUrls.join(', ')}`,
  ].join('\n');
}

/** One line. */
export function renderEmergencyRole({ role, account, workloads, groups, users }: EmergencyRole): string {
  const who = listAll([...groups.map((group) => `group ${group}`), ...users.map((user) => `user ${user}`)]);
  const reach = workloads.length === 0 ? '' : `, and from there in ${listAll([...workloads])}`;
  return `  ${who}: ${role} in ${account}${reach}`;
}
