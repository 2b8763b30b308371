/**
 * What carries access: the one table of what the guard covers, by Terraform's type.
 *
 * Policies and boundaries are not in it: a plan tells them as changes of their permission set. Nor are signing
 * certificates: refusals.ts refuses to destroy one, whatever is allowed, and retiring forgets it by design.
 */
import type { Environment } from '../../model/environment.js';
import { MANAGED_GROUPS } from '../../stacks/entra/group-types.js';
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

/** Lost only by another way to provision: the access model never explains it. */
const ofProvisioning = (what: string): Covered => ({
  what,
  names: () => ['entra.provisioning'],
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

/** What people sign in by, to AWS or in an emergency. */
const ofApplication = (what: string): Covered => ({
  what,
  names: ({ kind }) => [kind.startsWith('emergency-') ? 'emergencyAccess' : 'entra.application'],
  isGone: ({ kind }, { config }) => kind.startsWith('emergency-') && config.emergencyAccess === undefined,
});

/** What emergency access is made of: gone where its role is, there or anywhere, or all of it. */
const ofEmergency = (what: string): Covered => ({
  what,
  names: ({ kind, parts: [handle] }) => [
    'emergencyAccess',
    ...(kind === 'emergency-provider' ? [] : [`emergencyAccess.roles.${handle}`]),
  ],
  isGone: ({ kind, parts }, { config: { aws, emergencyAccess } }) => {
    if (emergencyAccess === undefined) return true;
    const [handle, account] = kind === 'emergency-provider' ? [undefined, parts[0]] : parts;
    const role = handle === undefined ? undefined : emergencyAccess.roles[handle];
    if (handle !== undefined && role === undefined) return true;
    const accounts = kind === 'workload-role' ? (role?.workloads?.accounts ?? []) : [emergencyAccess.account];
    return account !== undefined && !accounts.some((each) => aws.accounts[each]?.id === account);
  },
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
  azuread_application: ofApplication('the application'),
  azuread_service_principal: ofApplication('the application’s service principal'),
  azuread_application_identifier_uri: ofApplication('the application’s identifier'),
  azuread_synchronization_secret: ofProvisioning('the SCIM secret'),
  azuread_synchronization_job: ofProvisioning('the provisioning job'),
};
