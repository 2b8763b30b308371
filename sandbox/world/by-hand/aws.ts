/** What a person does in AWS's console: permission sets, and who has them where. */
import type { AwsApis } from '../aws/organization.js';
import type { Caller } from '../aws/state.js';
import type { World } from '../world.js';
import { only } from './only.js';
import type { AssignmentByHand, ByHandSeed, PermissionSetByHand } from './seed.js';

/** The APIs as the management account's administrator calls them. */
export interface Administrator {
  readonly apis: AwsApis;
  readonly instanceArn: string;
  readonly identityStoreId: string;
}

export function administratorOf({ aws }: World, region: string): Administrator {
  const account = aws.callerAccount;
  const caller: Caller = { account, region, arn: `arn:aws:iam::${account}:user/administrator` };
  const apis = aws.as(caller);
  const { InstanceArn, IdentityStoreId } = only(
    apis.ssoAdmin.ListInstances({}).Instances,
    'instance of IAM Identity Center',
  );
  return { apis, instanceArn: InstanceArn, identityStoreId: IdentityStoreId };
}

export async function makeAccess(
  world: World,
  administrator: Administrator,
  { permissionSets, assignments, attributes }: ByHandSeed,
): Promise<void> {
  const arns = new Map(permissionSets.map((set) => [set.name, makePermissionSet(administrator, set)]));
  if (attributes) takeAttributes(administrator, attributes);
  for (const assignment of assignments) await assign(world, administrator, arns, assignment);
}

function makePermissionSet({ apis, instanceArn }: Administrator, wanted: PermissionSetByHand): string {
  const { ssoAdmin } = apis;
  const InstanceArn = instanceArn;
  const { PermissionSet } = ssoAdmin.CreatePermissionSet({
    InstanceArn,
    Name: wanted.name,
    Description: wanted.description,
    SessionDuration: wanted.session,
    RelayState: wanted.relayState,
    Tags: Object.entries(wanted.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  });
  const key = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
  for (const ManagedPolicyArn of wanted.managed ?? [])
    ssoAdmin.AttachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn });
  for (const policy of wanted.customer ?? [])
    ssoAdmin.AttachCustomerManagedPolicyReferenceToPermissionSet({
      ...key,
      CustomerManagedPolicyReference: reference(policy),
    });
  if (wanted.inline)
    ssoAdmin.PutInlinePolicyToPermissionSet({ ...key, InlinePolicy: JSON.stringify(wanted.inline) });
  if (wanted.boundary)
    ssoAdmin.PutPermissionsBoundaryToPermissionSet({
      ...key,
      PermissionsBoundary: { CustomerManagedPolicyReference: reference(wanted.boundary) },
    });
  return PermissionSet.PermissionSetArn;
}

/** Attributes for access control are enabled by an empty configuration. */
function takeAttributes({ apis, instanceArn }: Administrator, attributes: Record<string, string>): void {
  apis.ssoAdmin.CreateInstanceAccessControlAttributeConfiguration({
    InstanceArn: instanceArn,
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: Object.entries(attributes).map(([Key, path]) => ({
        Key,
        Value: { Source: [path] },
      })),
    },
  });
}

async function assign(
  { clock }: World,
  administrator: Administrator,
  arns: ReadonlyMap<string, string>,
  { groups = [], users = [], permissionSets, accounts }: AssignmentByHand,
): Promise<void> {
  const { apis, instanceArn: InstanceArn } = administrator;
  const principals = [
    ...groups.map((name) => ({ PrincipalType: 'GROUP' as const, PrincipalId: groupId(administrator, name) })),
    ...users.map((name) => ({ PrincipalType: 'USER' as const, PrincipalId: userId(administrator, name) })),
  ];
  for (const set of permissionSets) {
    const PermissionSetArn = only(
      [arns.get(set)].filter((arn) => arn !== undefined),
      `permission set "${set}"`,
    );
    for (const TargetId of accounts) {
      for (const principal of principals) {
        const request = apis.ssoAdmin.CreateAccountAssignment({
          InstanceArn,
          PermissionSetArn,
          TargetId,
          TargetType: 'AWS_ACCOUNT',
          ...principal,
        }).AccountAssignmentCreationStatus;
        await settled(() => statusOf(administrator, request.RequestId), clock);
      }
    }
  }
}

const statusOf = ({ apis, instanceArn }: Administrator, id: string) =>
  apis.ssoAdmin.DescribeAccountAssignmentCreationStatus({
    InstanceArn: instanceArn,
    AccountAssignmentCreationRequestId: id,
  }).AccountAssignmentCreationStatus;

async function settled(
  status: () => { readonly Status: string; readonly FailureReason?: string },
  clock: World['clock'],
): Promise<void> {
  while (status().Status === 'IN_PROGRESS') await clock.sleep(0);
  const { Status, FailureReason = '' } = status();
  if (Status !== 'SUCCEEDED') throw new Error(`The seed can't be made: ${FailureReason}`);
}

const groupId = ({ apis, identityStoreId: IdentityStoreId }: Administrator, name: string): string =>
  apis.identityStore.GetGroupId({
    IdentityStoreId,
    AlternateIdentifier: { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: name } },
  }).GroupId;

const userId = ({ apis, identityStoreId: IdentityStoreId }: Administrator, name: string): string =>
  apis.identityStore.GetUserId({
    IdentityStoreId,
    AlternateIdentifier: { UniqueAttribute: { AttributePath: 'userName', AttributeValue: name } },
  }).UserId;

const reference = ({ name, path = '/' }: { readonly name: string; readonly path?: string }) => ({
  Name: name,
  Path: path,
});
