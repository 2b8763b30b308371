/** Application permissions of Graph: what the tenant's caller has been granted, and what each operation asks for. */
import { GraphError } from '../../../world/entra/graph-error.js';
import { ENOUGH, type Enough } from '../../../world/permissions/graph-permissions.js';
import type { Operation } from '../operation.js';

/** All that the product and the azuread provider need. */
export const GRANTED: readonly string[] = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'Group.ReadWrite.All',
  'Organization.Read.All',
  'Policy.Read.All',
  'Policy.ReadWrite.ApplicationConfiguration',
  'Policy.ReadWrite.ConditionalAccess',
  'Synchronization.ReadWrite.All',
  'User.ReadWrite.All',
];

/** What the paths of Graph are about; the first that fits counts. */
const ABOUT: readonly (readonly [RegExp, Enough])[] = [
  [/\/provisionOnDemand$/, ENOUGH.provisioningOnDemand],
  [/\/synchronization\//, ENOUGH.synchronization],
  [/\/claimsMappingPolicies/, ENOUGH.claimsMappingPolicies],
  [/\/appRoleAssign/, ENOUGH.appRoleAssignments],
  [/^\/(applications|servicePrincipals|applicationTemplates\/\{id\}\/instantiate)/, ENOUGH.applications],
  [/^\/(identity|policies)\//, ENOUGH.conditionalAccess],
  [/^\/groups/, ENOUGH.groups],
  [/^\/(users|directory\/)/, ENOUGH.users],
  [/^\/organization/, ENOUGH.organization],
];

/** @throws GraphError 403 where the caller's token carries none of the permissions that are needed. */
export function authorize({ method, path }: Operation, roles: readonly string[]): void {
  const [, enough] = ABOUT.find(([of]) => of.test(path)) ?? [];
  if (!enough) return;
  const sufficient = method === 'GET' ? enough.toRead : enough.toWrite;
  if (!sufficient.some((permission) => roles.includes(permission)))
    throw new GraphError(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    );
}
