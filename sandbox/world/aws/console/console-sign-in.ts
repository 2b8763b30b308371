import { PortalError } from '../identity-center/portal-error.js';
import type { Assertion } from '../saml/assertion.js';
import { isConsoleEndpoint } from '../saml/endpoints.js';
import { rolePairs, sessionDuration, type RolePair } from '../saml/role-attributes.js';
import { assumeRoleWithSaml, verifyForConsole } from '../saml/role-session.js';
import { SamlRefusal } from '../saml/saml-refusal.js';
import { StsRefusal } from '../saml/sts-refusal.js';
import { UsedAssertions } from '../saml/used-assertions.js';
import type { State } from '../state.js';

export interface OfferedRole extends RolePair {
  readonly accountId: string;
  readonly roleName: string;
}

export interface ConsoleSession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  /** Session tags by key. */
  readonly tags: ReadonlyMap<string, string>;
  readonly durationSeconds: number;
  readonly expires: Date;
}

/**
 * The console's SAML endpoint: people of an account's own SAML provider choose a role and are in (IAM user guide,
 * "Enabling SAML 2.0 federated principals to access the AWS Management Console"; "Troubleshoot SAML federation with IAM").
 */
export class ConsoleSignIn {
  private readonly used = new UsedAssertions();

  constructor(private readonly state: State) {}

  /**
   * The roles that a response offers, whether or not they can be assumed. The response is verified here already, which
   * AWS may leave to the choice of a role (UNVERIFIED). Throws PortalError.
   */
  roles(samlResponse: string, recipient: string): OfferedRole[] {
    return this.onPage(() => this.offered(this.verify(samlResponse, recipient)));
  }

  /** Throws PortalError. That a response is taken once only is UNVERIFIED. */
  signIn(samlResponse: string, recipient: string, roleArn: string): ConsoleSession {
    return this.onPage(() => {
      const assertion = this.verify(samlResponse, recipient);
      const pair = this.offered(assertion).find((role) => role.roleArn === roleArn);
      if (!pair) throw invalidResponse(`The response does not offer the role ${roleArn}.`);
      const session = assumeRoleWithSaml(this.state, {
        RoleArn: roleArn,
        PrincipalArn: pair.providerArn,
        SAMLAssertion: samlResponse,
        DurationSeconds: sessionDuration(assertion),
      });
      const now = this.state.clock.now();
      this.used.use(assertion, now);
      const { sessionName, sourceIdentity, tags, expires } = session;
      const durationSeconds = (expires.getTime() - now.getTime()) / 1_000;
      return { roleArn, sessionName, sourceIdentity, tags, durationSeconds, expires };
    });
  }

  /**
   * Verified by the first provider of any account that can: which one the response names isn't read before. Of refusals,
   * one by a provider whose certificate made the signature tells the most.
   */
  private verify(samlResponse: string, recipient: string): Assertion {
    const providers = [...this.state.accounts.values()].flatMap(({ samlProviders }) => [
      ...samlProviders.values(),
    ]);
    const refusals: StsRefusal[] = [];
    for (const provider of providers) {
      try {
        const assertion = verifyForConsole(this.state, provider, samlResponse);
        if (assertion.recipient === recipient && isConsoleEndpoint(this.state.region, recipient))
          return assertion;
        throw invalidResponse(
          `The recipient is ${assertion.recipient}, and the response was sent to ${recipient}.`,
        );
      } catch (error) {
        if (!(error instanceof StsRefusal)) throw error;
        refusals.push(error);
      }
    }
    throw (
      refusals.find(({ message }) => message !== 'Response signature invalid') ??
      refusals[0] ??
      invalidResponse('No account has a SAML provider.')
    );
  }

  private offered(assertion: Assertion): OfferedRole[] {
    const pairs = rolePairs(assertion);
    if (pairs.length === 0)
      throw invalidResponse('The response has no Role: a role’s ARN and a SAML provider’s, with a comma.');
    return pairs.map((pair) => {
      const [, , , , accountId = '', resource = ''] = pair.roleArn.split(':');
      return { ...pair, accountId, roleName: resource.split('/').at(-1) ?? '' };
    });
  }

  private onPage<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof SamlRefusal) throw invalidResponse(error.message);
      throw error instanceof StsRefusal ? pageOf(error) : error;
    }
  }
}

/** The page of a response without a role. That it is the page of faults without known words too is UNVERIFIED. */
const invalidResponse = (reason: string): PortalError =>
  new PortalError('Your request included an invalid SAML response. To logout, click here.', '', reason);

/** The page shows STS's refusal as it is. */
function pageOf({ code, message, requestId, reason }: StsRefusal): PortalError {
  if (message === reason) return invalidResponse(reason);
  const status = code === 'AccessDenied' ? 403 : 400;
  const detail = message.includes('(Service: ')
    ? message
    : `${message} (Service: AWSSecurityTokenService; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId})`;
  return new PortalError('Error:', detail, reason);
}
