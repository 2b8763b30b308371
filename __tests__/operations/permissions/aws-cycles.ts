/** Each type of the AWS provider from its making to its end, by the sandbox's own provider, without Terraform. */
import { awsProvider } from '../../../sandbox/faces/terraform/aws/provider.js';
import type { Attributes } from '../../../sandbox/faces/terraform/resource.js';
import type { AwsApis } from '../../../sandbox/world/aws/organization.js';
import { intercept } from '../../../sandbox/world/calls.js';
import { neededActions } from '../../../sandbox/world/permissions/aws-actions.js';
import { enforcePermissions } from '../../../sandbox/world/permissions/enforce.js';
import { callerIn, dev, instanceArn, management } from '../../helpers/aws.js';
import { createTestWorld, testSeed } from '../../helpers/world.js';

interface Cycle {
  /** The arguments at first, over what stands already. */
  create(prepared: Prepared): Attributes;
  /** Those that change, one change after another. */
  updates?(prepared: Prepared): readonly Attributes[];
  /** What somebody else does between making and reading it. */
  between?(apis: AwsApis): void;
  /** What is undone before it is destroyed. */
  before?(apis: AwsApis): void;
}

interface Prepared {
  readonly permissionSet: string;
  readonly group: string;
  /** Metadata of an identity provider, before and after a change. */
  readonly metadata: readonly [string, string];
}

const trust = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${management}:root` },
        Action: ['sts:AssumeRole', action],
      },
    ],
  });
const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const inline = { RoleName: 'R', PolicyName: 'p' };
const onPermissionSet = ({ permissionSet }: Prepared) => ({
  instance_arn: instanceArn,
  permission_set_arn: permissionSet,
});
const onStore = { identity_store_id: testSeed.aws.identityStoreId };
const by = (attribute_path: string, attribute_value: string): Attributes => ({
  ...onStore,
  alternate_identifier: [{ unique_attribute: [{ attribute_path, attribute_value }] }],
});
const attribute = (source: string): Attributes => ({ key: 'Team', value: [{ source: [source] }] });

export const CYCLES: Readonly<Record<string, Cycle>> = {
  'data.aws_ssoadmin_instances': { create: () => ({}) },
  'data.aws_identitystore_group': { create: () => by('DisplayName', 'Admins') },
  'data.aws_identitystore_user': { create: () => by('UserName', 'ada@test.example') },
  aws_ssoadmin_permission_set: {
    create: () => ({ instance_arn: instanceArn, name: 'New', session_duration: 'PT1H', tags: { a: '1' } }),
    updates: (): Attributes[] => [{ session_duration: 'PT2H' }, { tags: { b: '2' } }],
  },
  aws_ssoadmin_managed_policy_attachment: {
    create: (prepared) => ({ ...onPermissionSet(prepared), managed_policy_arn: boundary }),
  },
  aws_ssoadmin_customer_managed_policy_attachment: {
    create: (prepared) => ({
      ...onPermissionSet(prepared),
      customer_managed_policy_reference: [{ name: 'Boundary', path: '/' }],
    }),
  },
  aws_ssoadmin_permission_set_inline_policy: {
    create: (prepared) => ({ ...onPermissionSet(prepared), inline_policy: policy }),
    updates: () => [{ inline_policy: policy.replace('s3:GetObject', 's3:PutObject') }],
  },
  aws_ssoadmin_permissions_boundary_attachment: {
    create: (prepared) => ({
      ...onPermissionSet(prepared),
      permissions_boundary: [{ managed_policy_arn: boundary, customer_managed_policy_reference: [] }],
    }),
  },
  aws_ssoadmin_account_assignment: {
    create: (prepared) => ({
      ...onPermissionSet(prepared),
      principal_id: prepared.group,
      principal_type: 'GROUP',
      target_id: dev,
      target_type: 'AWS_ACCOUNT',
    }),
  },
  aws_ssoadmin_instance_access_control_attributes: {
    create: () => ({ instance_arn: instanceArn, attribute: [attribute('${path:title}')] }),
    updates: () => [{ attribute: [attribute('${path:userName}')] }],
  },
  aws_iam_saml_provider: {
    create: ({ metadata: [first] }) => ({ name: 'Provider', saml_metadata_document: first }),
    updates: ({ metadata: [, second] }) => [{ saml_metadata_document: second }],
  },
  aws_iam_role: {
    create: () => ({ name: 'R', path: '/', assume_role_policy: trust('sts:TagSession'), tags: { a: '1' } }),
    updates: (): Attributes[] => [
      { assume_role_policy: trust('sts:SetSourceIdentity') },
      { max_session_duration: 7_200 },
      { permissions_boundary: boundary },
      { permissions_boundary: '' },
      { tags: { b: '2' } },
    ],
    between: ({ iam }) => void iam.PutRolePolicy({ ...inline, PolicyDocument: policy }),
    before: ({ iam }) => void iam.DeleteRolePolicy(inline),
  },
  aws_iam_role_policy: { create: () => ({ role: STANDING, name: 'p', policy }) },
  aws_iam_role_policy_attachment: { create: () => ({ role: STANDING, policy_arn: boundary }) },
};

/**
 * Makes an object of a type, reads, changes and destroys it (a data source is only read) in a world of its own, as a
 * caller who may do `actions` alone, on all resources. Returns the actions that it asked for. @throws Error where one
 * is refused.
 */
export async function runCycle(
  type: string,
  actions: readonly string[],
  metadata: Prepared['metadata'],
): Promise<Set<string>> {
  const world = createTestWorld();
  const apis = world.aws.as(callerIn(management));
  const prepared = { ...prepare(apis), metadata };
  const asked = new Set<string>();
  const enforced = enforcePermissions({
    policiesOf: () => [{ Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }],
    graph: [],
  });
  const connection = {
    world: intercept(world, (call, proceed) => {
      for (const { action } of neededActions(call)) asked.add(action);
      return enforced(call, proceed);
    }),
    config: { region: testSeed.aws.region },
  };
  const cycle = CYCLES[type];
  if (cycle === undefined) throw new Error(`There is no cycle of ${type}.`);
  const first = cycle.create(prepared);
  const source = awsProvider.dataSources.find((each) => `data.${each.type}` === type);
  if (source !== undefined) {
    await source.read(connection, first);
    return asked;
  }
  const resource = awsProvider.resources.find((each) => each.type === type);
  if (resource === undefined) throw new Error(`The sandbox doesn't model ${type}.`);
  let state = await resource.create(connection, first);
  cycle.between?.(apis);
  state = (await resource.read(connection, state)) ?? {};
  for (const update of cycle.updates?.(prepared) ?? [])
    state = (await resource.update?.(connection, { ...state, ...update }, state)) ?? {};
  cycle.before?.(apis);
  await resource.remove(connection, state);
  return asked;
}

const STANDING = 'Standing';

/** What stands before the object is made. */
function prepare({ ssoAdmin, identityStore, iam }: AwsApis): Omit<Prepared, 'metadata'> {
  const { PermissionSet } = ssoAdmin.CreatePermissionSet({ InstanceArn: instanceArn, Name: 'Standing' });
  iam.CreateRole({ RoleName: STANDING, AssumeRolePolicyDocument: trust('sts:TagSession') });
  const { GroupId } = identityStore.GetGroupId({
    IdentityStoreId: testSeed.aws.identityStoreId,
    AlternateIdentifier: { UniqueAttribute: { AttributePath: 'DisplayName', AttributeValue: 'Admins' } },
  });
  return { permissionSet: PermissionSet.PermissionSetArn, group: GroupId };
}
