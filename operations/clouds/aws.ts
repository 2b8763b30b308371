/** AWS's own clients, as every live read uses them. */
import { IAMClient } from '@aws-sdk/client-iam';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';
import type { Pluggable } from '@smithy/types';
import type { Requests } from './requests.js';

export interface AwsClients {
  readonly iam: IAMClient;
  readonly identityStore: IdentitystoreClient;
  readonly organizations: OrganizationsClient;
  readonly ssoAdmin: SSOAdminClient;
  readonly sts: STSClient;
}

/**
 * Clients in Identity Center's Region, with the credentials that AWS's own default chain finds, the same as
 * Terraform's provider uses. Throttling is retried with backoff, and the rate adapts to it. Each request is counted.
 */
export function connectAws(region: string, requests: Requests): AwsClients {
  const settings = { region, maxAttempts: 10, retryMode: 'adaptive' };
  const clients = {
    iam: new IAMClient(settings),
    identityStore: new IdentitystoreClient(settings),
    organizations: new OrganizationsClient(settings),
    ssoAdmin: new SSOAdminClient(settings),
    sts: new STSClient(settings),
  };
  clients.iam.middlewareStack.use(counting(requests));
  clients.identityStore.middlewareStack.use(counting(requests));
  clients.organizations.middlewareStack.use(counting(requests));
  clients.ssoAdmin.middlewareStack.use(counting(requests));
  clients.sts.middlewareStack.use(counting(requests));
  return clients;
}

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
