/** How a provider configuration becomes the role that it names. */
import { AwsError } from '../../../world/aws/aws-error.js';
import type { Caller } from '../../../world/aws/state.js';
import type { World } from '../../../world/world.js';
import type { Refusal } from '../resource.js';
import type { AssumedRole } from './caller.js';

const ATTEMPTS = 25;

/** With the credentials that come before any role. The real provider, too, calls again what isn't a refusal. */
export async function assumeRole(
  { aws, clock }: World,
  { arn, session }: AssumedRole,
  caller: Caller,
): Promise<Refusal[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      aws.as(caller).sts.AssumeRole({ RoleArn: arn, RoleSessionName: session });
      return [];
    } catch (error) {
      const refusal = error instanceof AwsError && REFUSALS.includes(error.code);
      if (refusal || attempt === ATTEMPTS) return [cannotAssume(arn, error as Error)];
      await clock.sleep(2 ** Math.min(attempt, 10));
    }
  }
}

const REFUSALS = ['AccessDenied', 'ExpiredToken', 'ValidationError'];

const cannotAssume = (arn: string, { name, message }: Error): Refusal => ({
  summary: 'Cannot assume IAM Role',
  detail: `IAM Role (${arn}) cannot be assumed.\n\nError: operation error STS: AssumeRole, https response error StatusCode: 403, ${name}: ${message}`,
  attribute: ['assume_role'],
});
