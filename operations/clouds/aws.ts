/** AWS's own clients, as every live read uses them. */
import { IAMClient } from '@aws-sdk/client-iam';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, Pluggable } from '@smithy/types';
import { roleArn } from '../../model/role-arn.js';
import { askAws, ASSUME_ROLE } from './cloud-error.js';
import { Pace } from './pace.js';
import type { Requests } from './requests.js';

export interface AwsClients {
  readonly iam: IAMClient;
  readonly identityStore: IdentitystoreClient;
  readonly organizations: OrganizationsClient;
  readonly ssoAdmin: SSOAdminClient;
  readonly sts: STSClient;
}

/** Gives credentials, each time they are wanted. */
type Credentials = () => Promise<AwsCredentialIdentity>;

/**
 * Clients in Identity Center's Region, with the credentials that AWS's own default chain finds, the same as
 * Terraform's provider uses, or else with those given. Throttling is retried with backoff, and the rate adapts to it.
 * Each request is counted. Those to sso-admin keep to its rate.
 */
export function connectAws(region: string, requests: Requests, credentials?: Credentials): AwsClients {
  // On older Nodes that this program supports, each run would begin with a warning about the SDK's next year.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const settings = {
    region,
    maxAttempts: 10,
    retryMode: 'adaptive',
    ...(credentials === undefined ? {} : { credentials }),
  };
  const clients = {
    iam: new IAMClient(settings),
    identityStore: new IdentitystoreClient(settings),
    organizations: new OrganizationsClient(settings),
    ssoAdmin: new SSOAdminClient(settings),
    sts: new STSClient(settings),
  };
  clients.ssoAdmin.middlewareStack.use(paced(new Pace(SSO_ADMIN_RATE)));
  clients.iam.middlewareStack.use(counting(requests));
  clients.identityStore.middlewareStack.use(counting(requests));
  clients.organizations.middlewareStack.use(counting(requests));
  clients.ssoAdmin.middlewareStack.use(counting(requests));
  clients.sts.middlewareStack.use(counting(requests));
  return clients;
}

/** A role in an account. */
export interface RoleOf {
  readonly account: string;
  readonly role: string;
}

/** The same as a role that `caller` may assume. Nothing is asked before the first request. */
export function connectAwsAs(
  { account, role }: RoleOf,
  caller: AwsClients,
  region: string,
  requests: Requests,
): AwsClients {
  const RoleArn = roleArn(region, account, role);
  return connectAws(region, requests, async () => {
    const { Credentials: given } = await askAws(`${ASSUME_ROLE}${RoleArn}`, () =>
      caller.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'federation' })),
    );
    return {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken,
      expiration: given?.Expiration,
    };
  });
}

/** In a second. AWS takes 20, of all callers together (quotas). */
const SSO_ADMIN_RATE = 18;

const paced = <Input extends object, Output extends object>(pace: Pace): Pluggable<Input, Output> => ({
  applyToStack: (stack) =>
    stack.add(
      (next) => async (args) => {
        await pace.turn();
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'paceRequest' },
    ),
});

/** After the retries: each attempt is a request to AWS. */
const counting = <Input extends object, Output extends object>(
  requests: Requests,
): Pluggable<Input, Output> => ({
  applyToStack: (stack) =>
    stack.add(
      (next) => (args) => {
        requests.count();
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'countRequests' },
    ),
});
