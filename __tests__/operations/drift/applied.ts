/** A small environment as an apply leaves it in both clouds, made without Terraform. */
import { USER_APP_ROLE_ID } from '../../../stacks/entra/gallery-template.js';
import { groupId, instanceArn } from '../../helpers/aws.js';
import { IDENTITY_CENTER } from '../../helpers/azuread.js';
import { METADATA } from '../../helpers/config.js';
import type { ServedClouds } from '../served-clouds.js';

export interface Applied {
  /** The permission sets' ARNs by name. */
  readonly sets: Readonly<Record<string, string>>;
  /** The id of the application's service principal. */
  readonly servicePrincipal: string;
  /** Gives a group a permission set in an account. */
  assign(set: string, principal: string, account: string, type?: 'GROUP' | 'USER'): Promise<void>;
  createSet(name: string, policy?: string): void;
  /** Assigns a group or user to the application. */
  assignRole(principalId: string, appRoleId?: string): void;
  /** The object id of a group in Entra by its name. */
  groupInEntra(name: string): string;
  groupInAws(name: string): string;
}

/** What `smallConfig` says. */
export async function applySmallConfig(clouds: ServedClouds): Promise<Applied> {
  const { ssoAdmin } = clouds.apis;
  const { entra } = clouds.world;
  const sets: Record<string, string> = {};
  const groupInAws = (name: string) => groupId(clouds.world, name);
  const groupInEntra = (name: string) => entra.groups.list({ displayName: name })[0]?.id ?? '';
  const applied: Omit<Applied, 'servicePrincipal' | 'assignRole'> = {
    sets,
    createSet: (Name, policy) => {
      const { PermissionSetArn } = ssoAdmin.CreatePermissionSet({
        InstanceArn: instanceArn,
        Name,
      }).PermissionSet;
      sets[Name] = PermissionSetArn;
      if (policy !== undefined)
        ssoAdmin.AttachManagedPolicyToPermissionSet({
          InstanceArn: instanceArn,
          PermissionSetArn,
          ManagedPolicyArn: `arn:aws:iam::aws:policy/${policy}`,
        });
    },
    assign: (set, PrincipalId, TargetId, PrincipalType = 'GROUP') => {
      ssoAdmin.CreateAccountAssignment({
        InstanceArn: instanceArn,
        PermissionSetArn: sets[set] ?? '',
        PrincipalId,
        PrincipalType,
        TargetId,
        TargetType: 'AWS_ACCOUNT',
      });
      return settle();
    },
    groupInAws,
    groupInEntra,
  };
  applied.createSet('Administrator', 'AdministratorAccess');
  applied.createSet('Developer', 'PowerUserAccess');
  for (const account of ['111111111111', '222222222222'])
    await applied.assign('Administrator', groupInAws('Admins'), account);
  await applied.assign('Developer', groupInAws('Developers'), '111111111111');
  const servicePrincipal = await createApplication(clouds);
  const assignRole = (principalId: string, appRoleId = USER_APP_ROLE_ID) =>
    void entra.appRoleAssignments.create(servicePrincipal, { appRoleId, principalId });
  assignRole(groupInEntra('Admins'));
  assignRole(groupInEntra('Developers'));
  await settle();
  return { ...applied, servicePrincipal, assignRole };
}

/** The application in SAML mode, under the identifier of AWS's metadata. Returns its service principal's id. */
async function createApplication({ world: { entra } }: ServedClouds): Promise<string> {
  const { application, servicePrincipal } = entra.applicationTemplates.instantiate(IDENTITY_CENTER, {
    displayName: 'AWS IAM Identity Center',
  });
  await settle();
  entra.servicePrincipals.update(servicePrincipal.id, { preferredSingleSignOnMode: 'saml' });
  entra.applications.update(application.id, {
    identifierUris: [/entityID="([^"]+)"/.exec(METADATA)?.[1] ?? ''],
  });
  return servicePrincipal.id;
}

/** Lets what has begun end. */
const settle = async (): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
};
