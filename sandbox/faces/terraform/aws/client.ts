import { AwsError } from '../../../world/aws/aws-error.js';
import type { AwsApis } from '../../../world/aws/organization.js';
import { ConnectionError } from '../../../world/faults/connection-error.js';
import type { Attributes, Connection } from '../resource.js';
import { timedOut } from '../timeouts.js';
import { text } from './attributes.js';
import { callerOf } from './caller.js';
import { CallError, Failure } from './failures.js';

type Input<Operation> = Operation extends (input: infer In) => unknown ? In : never;
type Output<Operation> = Operation extends (...input: never) => infer Out ? Out : never;
type SsoAdmin = AwsApis['ssoAdmin'];
type IdentityStore = AwsApis['identityStore'];
type Iam = AwsApis['iam'];

/** HTTP statuses of refusals; every other one is 400. */
const STATUSES: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ConcurrentModification: 409,
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  ExpiredToken: 403,
  InternalServerException: 500,
  LimitExceeded: 409,
  NoSuchEntity: 404,
  ServiceUnavailable: 503,
};

/** What the AWS SDK for Go calls again (`aws/retry`), and ConflictException, which the provider adds. */
const RETRYABLE_CODES = ['ConflictException', 'Throttling', 'ThrottlingException'];
const RETRYABLE_STATUSES = [500, 502, 503, 504];

/** AWS as one provider configuration calls it, with the retries of the real provider's client. */
export class Client {
  readonly region: string;
  private readonly apis: AwsApis;

  /** @param attributes A resource's, whose `region` comes before the provider's. */
  constructor(
    private readonly connection: Connection,
    attributes: Attributes,
  ) {
    this.region = text(attributes, 'region') || text(connection.config, 'region');
    this.apis = connection.world.aws.as(callerOf(connection.world, connection.config, this.region));
  }

  ssoAdmin<Name extends keyof SsoAdmin>(
    name: Name,
    input: Input<SsoAdmin[Name]>,
  ): Promise<Output<SsoAdmin[Name]>> {
    const operation = this.apis.ssoAdmin[name] as (input: unknown) => Output<SsoAdmin[Name]>;
    return this.call('SSO Admin', name, () => operation(input));
  }

  identityStore<Name extends keyof IdentityStore>(
    name: Name,
    input: Input<IdentityStore[Name]>,
  ): Promise<Output<IdentityStore[Name]>> {
    const operation = this.apis.identityStore[name] as (input: unknown) => Output<IdentityStore[Name]>;
    return this.call('identitystore', name, () => operation(input));
  }

  iam<Name extends keyof Iam>(name: Name, input: Input<Iam[Name]>): Promise<Output<Iam[Name]>> {
    const operation = this.apis.iam[name] as (input: unknown) => Output<Iam[Name]>;
    return this.call('IAM', name, () => operation(input));
  }

  callerIdentity(): Promise<Output<AwsApis['sts']['GetCallerIdentity']>> {
    return this.call('STS', 'GetCallerIdentity', () => this.apis.sts.GetCallerIdentity());
  }

  assumeRole(RoleArn: string, RoleSessionName: string): Promise<Output<AwsApis['sts']['AssumeRole']>> {
    return this.call('STS', 'AssumeRole', () => this.apis.sts.AssumeRole({ RoleArn, RoleSessionName }));
  }

  /**
   * Asks for a status until the operation has settled. Throws where it failed, or goes on for longer.
   * @param timeout In seconds of the world's clock.
   */
  async settled(
    describe: () => Promise<{ readonly Status: string; readonly FailureReason?: string }>,
    timeout: number,
  ): Promise<void> {
    const end = this.connection.world.clock.now().getTime() + timeout * 1000;
    for (let asked = 0; ; asked += 1) {
      await this.pause(asked);
      const { Status, FailureReason } = await describe();
      if (Status === 'SUCCEEDED') return;
      if (Status !== 'IN_PROGRESS') {
        throw new Failure(
          `unexpected state '${Status}', wanted target 'SUCCEEDED'. last error: ${FailureReason ?? ''}`,
        );
      }
      if (this.connection.world.clock.now().getTime() >= end)
        throw new Failure(timedOut('SUCCEEDED', Status, timeout));
    }
  }

  /** Calls again what may pass, or never got an answer, also where that changes something: `max_retries` times in all. Default 25. */
  private async call<Result>(api: string, name: string, send: () => Result): Promise<Result> {
    const configured = this.connection.config['max_retries'];
    const attempts = typeof configured === 'number' ? configured : 25;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return send();
      } catch (error) {
        if (!(error instanceof AwsError || error instanceof ConnectionError)) throw error;
        const retryable = isRetryable(error);
        if (!retryable || attempt >= attempts) {
          const exhausted = retryable ? `exceeded maximum number of attempts, ${attempts}, ` : '';
          throw new CallError(
            error.name,
            `operation error ${api}: ${name}, ${exhausted}https response error ${describe(error)}`,
          );
        }
        await this.pause(attempt - 1);
      }
    }
  }

  /** On the world's clock: none at first, then a millisecond that doubles, up to the 20 seconds of the real client. */
  private pause(already: number): Promise<void> {
    return this.connection.world.clock.sleep(already === 0 ? 0 : Math.min(2 ** (already - 1), 20_000));
  }
}

const statusOf = (code: string): number => STATUSES[code] ?? 400;

const isRetryable = (error: AwsError | ConnectionError): boolean =>
  error instanceof ConnectionError ||
  RETRYABLE_CODES.includes(error.code) ||
  RETRYABLE_STATUSES.includes(statusOf(error.code));

/** As the SDK words it. Of a broken connection the real one names addresses too. */
const describe = (error: AwsError | ConnectionError): string =>
  error instanceof ConnectionError
    ? `StatusCode: 0, RequestID: , request send failed, ${error.message}`
    : `StatusCode: ${statusOf(error.code)}, RequestID: ${error.requestId}, ${error.code}: ${error.message}`;
