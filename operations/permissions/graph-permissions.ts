/**
 * The application permissions of Microsoft Graph behind each type of the azuread provider that a stack may hold, as the
 * provider's documentation of 3.x has them: of several that it names, the narrowest that works here.
 *
 * - `Application.ReadWrite.OwnedBy` isn't enough: an application made from a gallery template has no owner.
 * - `User.ReadBasic.All`, which the documentation names for `azuread_users`, isn't taken: the provider asks for
 *   properties beyond the basic ones, and that it works could not be verified.
 */
import type { Environment } from '../../model/environment.js';

const APPLICATIONS = ['Application.ReadWrite.All'];
const CLAIMS = ['Policy.ReadWrite.ApplicationConfiguration', 'Policy.Read.All'];
const MANAGED_GROUP = ['Group.ReadWrite.All'];

/** By Terraform type; data sources begin with `data.`. */
export const GRAPH_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  azuread_application: APPLICATIONS,
  azuread_application_app_role: APPLICATIONS,
  azuread_application_identifier_uri: APPLICATIONS,
  azuread_service_principal: APPLICATIONS,
  azuread_service_principal_token_signing_certificate: APPLICATIONS,
  azuread_synchronization_secret: APPLICATIONS,
  azuread_synchronization_job: APPLICATIONS,
  azuread_synchronization_job_provision_on_demand: ['Synchronization.ReadWrite.All', 'Application.Read.All'],
  azuread_app_role_assignment: ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'],
  azuread_claims_mapping_policy: CLAIMS,
  azuread_service_principal_claims_mapping_policy_assignment: CLAIMS,
  azuread_conditional_access_policy: ['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.All'],
  azuread_group: MANAGED_GROUP,
  azuread_group_without_members: MANAGED_GROUP,
  'data.azuread_group': ['Group.Read.All'],
  'data.azuread_user': ['User.Read.All'],
  'data.azuread_users': ['User.Read.All'],
};

/** Which wider permission makes one superfluous. */
const INCLUDED_IN: Readonly<Record<string, string>> = {
  'Application.Read.All': 'Application.ReadWrite.All',
  'Group.Read.All': 'Group.ReadWrite.All',
};

/** Each once, without those that another one includes; sorted. */
export function narrowest(permissions: readonly string[]): string[] {
  const all = new Set(permissions);
  return [...all].filter((permission) => !all.has(INCLUDED_IN[permission] ?? '')).sort();
}

/**
 * What the commands that only look ask for. Trying Entra's connection to AWS, as `status` does, changes nothing, and
 * Graph has no narrower permission for it.
 */
export function graphToLook({ config: { entra, emergencyAccess } }: Environment): string[] {
  const policies = entra.attributes ?? entra.conditionalAccess ?? emergencyAccess?.conditionalAccess;
  return [
    'Application.Read.All',
    'Group.Read.All',
    'User.Read.All',
    ...(policies === undefined ? [] : ['Policy.Read.All']),
    ...(entra.provisioning === 'pending' ? [] : ['Synchronization.ReadWrite.All']),
  ].sort();
}
