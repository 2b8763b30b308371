/**
 * What carries access: the one table of what the guard covers, by Terraform's type.
 *
 * Policies and boundaries are not in it: a plan tells them as changes of their permission set. Nor are signing
 * certificates: refusals.ts refuses to destroy one, whatever is allowed, and retiring forgets it by design.
 */
import type { Environment } from '../../model/environment.js';
import { ACCOUNT_ASSIGNMENT, type GrantReader } from './planned-grants.js';
import { type PlannedObject, principalOf, principalPath } from './planned-object.js';

export interface Covered {
  /** What it is called in a sentence. */
  readonly what: string;
  /** The config paths that name it for `--allow-loss`. The first is where it is told. */
  names(object: PlannedObject, grants: GrantReader): readonly [string, ...string[]];
  /** Whether the access model has it no longer, which explains its loss. */
  isGone(object: PlannedObject, environment: Environment, grants: GrantReader): boolean;
  /** Whether it may leave the state and stand on. Default: never. */
  mayBeForgotten?(object: PlannedObject, environment: Environment): boolean;
}

/** The ways in which a managed group is kept. Changing over from one to the other is a replacement. */
export const MANAGED_GROUPS: readonly string[] = ['azuread_group', 'azuread_group_without_members'];

/** Lost only by another way to sign in or to provision: the access model never explains it. */
const neverGone = (what: string, name: string): Covered => ({
  what,
  names: () => [name],
  isGone: () => false,
});

const nameOfPrincipal = (object: PlannedObject): readonly [string] => [
  principalPath(principalOf(object)).join('.'),
];

const hasNoGrant = (object: PlannedObject, { access }: Environment): boolean => {
  const { type, handle } = principalOf(object);
  return !access.grants.some(({ principal }) => principal.type === type && principal.handle === handle);
};

const ofPrincipal = (what: string): Covered => ({ what, names: nameOfPrincipal, isGone: hasNoGrant });

const isOutOfEmergencyRole = (object: PlannedObject, { config }: Environment): boolean => {
  const { type, handle } = principalOf(object);
  const role = config.emergencyAccess?.roles[object.parts[1] ?? ''];
  return !(type === 'GROUP' ? role?.groups : role?.users)?.includes(handle);
};

/** What emergency access is made of: gone where its role is, or all of it. */
const ofEmergency = (what: string): Covered => ({
  what: `${what} of emergency access`,
  names: () => ['emergencyAccess'],
  isGone: ({ parts: [handle] }, { config: { emergencyAccess } }) =>
    emergencyAccess === undefined || (handle !== undefined && !Object.hasOwn(emergencyAccess.roles, handle)),
});

/** The handle that a group has now, where it was renamed. */
export const currentHandle = (handle: string, { config }: Environment): string =>
  Object.entries(config.groups).find(([, { renamedFrom }]) => renamedFrom === handle)?.[0] ?? handle;

/** Destroying one is never explained: it may serve elsewhere in the tenant, and its members go with it. */
const managedGroup: Covered = {
  what: 'the group in Entra',
  names: nameOfPrincipal,
  isGone: () => false,
  mayBeForgotten: ({ parts: [handle = ''] }, environment) =>
    environment.config.groups[currentHandle(handle, environment)]?.managed === undefined,
};

export const COVERED: Readonly<Record<string, Covered>> = {
  [ACCOUNT_ASSIGNMENT]: {
    what: 'the grant',
    names: (object, grants) => {
      const { permissionSet, account } = grants.read(object);
      return [...nameOfPrincipal(object), `permissionSets.${permissionSet}`, `aws.accounts.${account}`];
    },
    isGone: (object, _environment, grants) => !grants.isWanted(object),
  },
  aws_ssoadmin_permission_set: {
    what: 'the permission set',
    names: ({ parts: [handle = ''] }) => [`permissionSets.${handle}`],
    isGone: ({ parts: [handle = ''] }, { config }) => !Object.hasOwn(config.permissionSets, handle),
  },
  azuread_app_role_assignment: {
    ...ofPrincipal('the assignment to the application'),
    isGone: (object, environment) =>
      object.kind.startsWith('emergency-')
        ? isOutOfEmergencyRole(object, environment)
        : hasNoGrant(object, environment),
  },
  aws_iam_saml_provider: ofEmergency('the SAML provider'),
  aws_iam_role: ofEmergency('the role'),
  azuread_application_app_role: ofEmergency('the app role'),
  terraform_data: ofPrincipal('the link to AWS'),
  ...Object.fromEntries(MANAGED_GROUPS.map((type) => [type, managedGroup])),
  azuread_application: neverGone('the application', 'entra.application'),
  azuread_service_principal: neverGone('the application’s service principal', 'entra.application'),
  azuread_application_identifier_uri: neverGone('the application’s identifier', 'entra.application'),
  azuread_synchronization_secret: neverGone('the SCIM secret', 'entra.provisioning'),
  azuread_synchronization_job: neverGone('the provisioning job', 'entra.provisioning'),
};
