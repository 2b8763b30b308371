import type {
  AccountAssignment,
  AccountAssignmentInput,
} from '../../../world/aws/sso-admin/account-assignments.js';
import type { PrincipalType } from '../../../world/aws/state.js';
import type { Attributes, ResourceType } from '../resource.js';
import { timeoutOf } from '../timeouts.js';
import { text } from './attributes.js';
import { Client } from './client.js';
import { during, orNull } from './failures.js';
import { allPages } from './pages.js';
import { idParts } from './resource-id.js';
import { accountId, arn, checkArguments, oneOf, principalId } from './validate.js';

const attributeNames = [
  'principal_id',
  'principal_type',
  'target_id',
  'target_type',
  'permission_set_arn',
  'instance_arn',
] as const;

const FIVE_MINUTES = 300;

/**
 * `aws_ssoadmin_account_assignment`. AWS wouldn't mind making one twice, so it is looked for first. One that isn't settled in
 * time, or that can't be waited for, isn't remembered.
 */
export const accountAssignment: ResourceType = {
  type: 'aws_ssoadmin_account_assignment',
  forceNew: [...attributeNames, 'region'],

  validate: (config) =>
    checkArguments(config, {
      instance_arn: [arn],
      permission_set_arn: [arn],
      principal_id: principalId,
      principal_type: [oneOf('USER', 'GROUP')],
      target_id: [accountId],
      target_type: [oneOf('AWS_ACCOUNT')],
    }),

  async create(connection, planned) {
    const client = new Client(connection, planned);
    const input = inputOf(planned);
    const { InstanceArn, PermissionSetArn, PrincipalType, PrincipalId, TargetId } = input;
    const assignment = `SSO Account Assignment for ${PrincipalType} (${PrincipalId})`;
    const listing = `listing SSO Account Assignments for Account ID (${TargetId}) Permission Set (${PermissionSetArn})`;
    if (await during(listing, findAssignment(client, input)))
      throw new Error(`creating ${assignment}: already exists`);
    const { AccountAssignmentCreationStatus: begun } = await during(
      `creating ${assignment}`,
      client.ssoAdmin('CreateAccountAssignment', input),
    );
    const request = { InstanceArn, AccountAssignmentCreationRequestId: begun.RequestId };
    const status = async () => {
      const answer = await client.ssoAdmin('DescribeAccountAssignmentCreationStatus', request);
      return answer.AccountAssignmentCreationStatus;
    };
    await during(
      `waiting for ${assignment} create`,
      client.settled(status, timeoutOf(planned, 'create', FIVE_MINUTES)),
    );
    return {
      ...planned,
      id: attributeNames.map((name) => text(planned, name)).join(),
      region: client.region,
    };
  },

  async read(connection, state) {
    const client = new Client(connection, state);
    const named = parseId(text(state, 'id'));
    const input = inputOf(named);
    const reading = `reading SSO Account Assignment for Principal (${input.PrincipalId})`;
    if (!(await during(reading, findAssignment(client, input)))) return null;
    return { ...state, ...named, region: client.region };
  },

  async remove(connection, state) {
    const client = new Client(connection, state);
    const input = inputOf(parseId(text(state, 'id')));
    const assignment = `SSO Account Assignment for Principal (${input.PrincipalId})`;
    const begun = await during(
      `deleting ${assignment}`,
      orNull(client.ssoAdmin('DeleteAccountAssignment', input)),
    );
    if (!begun) return;
    const request = {
      InstanceArn: input.InstanceArn,
      AccountAssignmentDeletionRequestId: begun.AccountAssignmentDeletionStatus.RequestId,
    };
    const status = async () => {
      const answer = await client.ssoAdmin('DescribeAccountAssignmentDeletionStatus', request);
      return answer.AccountAssignmentDeletionStatus;
    };
    await during(
      `waiting for ${assignment} delete`,
      client.settled(status, timeoutOf(state, 'delete', FIVE_MINUTES)),
    );
  },

  async import(_connection, id) {
    parseId(id);
    return { id };
  },
};

/** The attributes that an id names. Throws for what isn't one. */
function parseId(id: string): Attributes {
  const parts = idParts(id, attributeNames.length);
  if (!parts) {
    const expected = 'PRINCIPAL_ID,PRINCIPAL_TYPE,TARGET_ID,TARGET_TYPE,PERMISSION_SET_ARN,INSTANCE_ARN';
    throw new Error(`unexpected format for ID ("${id}"), expected ${expected}`);
  }
  return Object.fromEntries(attributeNames.map((name, index) => [name, parts[index] ?? '']));
}

const inputOf = (attributes: Attributes): AccountAssignmentInput => ({
  InstanceArn: text(attributes, 'instance_arn'),
  PermissionSetArn: text(attributes, 'permission_set_arn'),
  PrincipalId: text(attributes, 'principal_id'),
  PrincipalType: text(attributes, 'principal_type') as PrincipalType,
  TargetId: text(attributes, 'target_id'),
  TargetType: text(attributes, 'target_type') as 'AWS_ACCOUNT',
});

async function findAssignment(
  client: Client,
  input: AccountAssignmentInput,
): Promise<AccountAssignment | undefined> {
  const { InstanceArn, PermissionSetArn, TargetId } = input;
  const assignments = await orNull(
    allPages(
      (NextToken) =>
        client.ssoAdmin('ListAccountAssignments', {
          InstanceArn,
          PermissionSetArn,
          AccountId: TargetId,
          NextToken,
        }),
      ({ AccountAssignments }) => AccountAssignments,
    ),
  );
  return assignments?.find(
    ({ PrincipalId, PrincipalType }) =>
      PrincipalId === input.PrincipalId && PrincipalType === input.PrincipalType,
  );
}
