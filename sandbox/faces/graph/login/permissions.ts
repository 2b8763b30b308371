/** Application permissions of Graph: what the tenant's caller has been granted, and what each operation asks for. */
import { GraphError } from '../../../world/entra/graph-error.js';
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

/** Any one of these is enough. */
interface Needed {
  readonly of: RegExp;
  readonly toRead: readonly string[];
  readonly toWrite: readonly string[];
}

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const WRITE_DIRECTORY = ['Directory.ReadWrite.All'];
const applications = ['Application.Read.All', 'Application.ReadWrite.All', ...DIRECTORY];
const policies = ['Policy.Read.All'];

/**
 * The first that fits counts. As Graph's documentation has it, without permissions that reach less than the tenant
 * (`Application.ReadWrite.OwnedBy` and the like aren't modelled).
 */
const NEEDED: readonly Needed[] = [
  {
    of: /\/provisionOnDemand$/,
    toRead: [],
    toWrite: ['Synchronization.ReadWrite.All'],
  },
  {
    of: /\/synchronization\//,
    toRead: ['Synchronization.Read.All', 'Synchronization.ReadWrite.All', ...applications],
    toWrite: ['Synchronization.ReadWrite.All', 'Application.ReadWrite.All', ...WRITE_DIRECTORY],
  },
  { of: /\/claimsMappingPolicies/, toRead: policies, toWrite: ['Policy.ReadWrite.ApplicationConfiguration'] },
  { of: /\/appRoleAssign/, toRead: applications, toWrite: ['AppRoleAssignment.ReadWrite.All'] },
  {
    of: /^\/(applications|servicePrincipals|applicationTemplates\/\{id\}\/instantiate)/,
    toRead: applications,
    toWrite: ['Application.ReadWrite.All', ...WRITE_DIRECTORY],
  },
  {
    of: /^\/(identity|policies)\//,
    toRead: policies,
    toWrite: ['Policy.ReadWrite.ConditionalAccess'],
  },
  {
    of: /^\/groups/,
    toRead: ['Group.Read.All', 'Group.ReadWrite.All', ...DIRECTORY],
    toWrite: ['Group.ReadWrite.All', ...WRITE_DIRECTORY],
  },
  {
    of: /^\/(users|directory\/)/,
    toRead: ['User.Read.All', 'User.ReadWrite.All', ...DIRECTORY],
    toWrite: ['User.ReadWrite.All', ...WRITE_DIRECTORY],
  },
  { of: /^\/organization/, toRead: ['Organization.Read.All', ...DIRECTORY], toWrite: [] },
];

/** @throws GraphError 403 where the caller's token carries none of the permissions that are needed. */
export function authorize({ method, path }: Operation, roles: readonly string[]): void {
  const needed = NEEDED.find(({ of }) => of.test(path));
  if (!needed) return;
  const sufficient = method === 'GET' ? needed.toRead : needed.toWrite;
  if (!sufficient.some((permission) => roles.includes(permission)))
    throw new GraphError(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    );
}
