/** Reads the account assignments of whom the config grants something. */
import {
  type AccountAssignment,
  type AccountAssignmentForPrincipal,
  paginateListAccountAssignments,
  paginateListAccountAssignmentsForPrincipal,
} from '@aws-sdk/client-sso-admin';
import type { Environment } from '../../model/environment.js';
import type { AwsClients } from '../clouds/aws.js';
import { askAws } from '../clouds/cloud-error.js';
import { assignmentKey, type AwsFacts, type EntraFacts, type StoreFacts } from './facts.js';
import { grantedPrincipals, storedPrincipal } from './principals.js';
import { read, type Reading } from './reading.js';

interface Known {
  /** The instance's. */
  readonly arn: string;
  readonly store: StoreFacts;
  readonly permissionSets: NonNullable<AwsFacts['permissionSets']>;
  readonly entra: EntraFacts;
}

/**
 * By group and user, which takes the fewest requests. AWS tells that to the management account alone, so a delegated
 * administrator's are read by permission set and account.
 */
export function readAssignments(
  environment: Environment,
  clients: AwsClients,
  known: Known,
): Promise<Reading<ReadonlySet<string>>> {
  return environment.config.aws.deployer.kind === 'management'
    ? read('sso:ListAccountAssignmentsForPrincipal', () => listByPrincipal(environment, clients, known))
    : read('sso:ListAccountAssignments', () => listByAccount(environment, clients, known));
}

async function listByPrincipal(
  environment: Environment,
  { ssoAdmin: client }: AwsClients,
  { arn: InstanceArn, store, entra }: Known,
): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const principal of grantedPrincipals(environment)) {
    const stored = storedPrincipal(environment, principal, entra, store);
    if (stored === undefined) continue;
    const wanted = { InstanceArn, PrincipalId: stored.id, PrincipalType: principal.type };
    await askAws(`sso-admin ListAccountAssignmentsForPrincipal ${stored.id}`, async () => {
      for await (const { AccountAssignments = [] } of paginateListAccountAssignmentsForPrincipal(
        { client },
        wanted,
      ))
        for (const assignment of AccountAssignments) keys.add(keyOf(assignment));
    });
  }
  return keys;
}

async function listByAccount(
  { access, config }: Environment,
  { ssoAdmin: client }: AwsClients,
  { arn: InstanceArn, permissionSets }: Known,
): Promise<Set<string>> {
  const arns = 'found' in permissionSets ? permissionSets.found : new Map<string, string>();
  const places = new Map(
    access.grants.flatMap(({ permissionSet, account }) => {
      const PermissionSetArn = arns.get(config.permissionSets[permissionSet]?.name ?? permissionSet);
      const AccountId = config.aws.accounts[account]?.id ?? '';
      return PermissionSetArn === undefined
        ? []
        : [[`${PermissionSetArn} ${AccountId}`, { InstanceArn, PermissionSetArn, AccountId }] as const];
    }),
  );
  const keys = new Set<string>();
  for (const place of places.values()) {
    await askAws(`sso-admin ListAccountAssignments in ${place.AccountId}`, async () => {
      for await (const { AccountAssignments = [] } of paginateListAccountAssignments({ client }, place))
        for (const assignment of AccountAssignments) keys.add(keyOf(assignment));
    });
  }
  return keys;
}

const keyOf = ({
  PrincipalType = 'GROUP',
  PrincipalId = '',
  PermissionSetArn = '',
  AccountId = '',
}: AccountAssignment | AccountAssignmentForPrincipal): string =>
  assignmentKey(PrincipalType, PrincipalId, PermissionSetArn, AccountId);
