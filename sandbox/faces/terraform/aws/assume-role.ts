/** How a provider configuration becomes the role that it names. */
import type { World } from '../../../world/world.js';
import type { Refusal } from '../resource.js';
import type { AssumedRole } from './caller.js';
import { Client } from './client.js';
import { CallError } from './failures.js';

/** With the credentials that come before any role. */
export async function assumeRole(
  world: World,
  { arn, session }: AssumedRole,
  region: string,
): Promise<Refusal[]> {
  const client = new Client({ world, config: { region } }, {});
  try {
    await client.assumeRole(arn, session);
    return [];
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return [
      {
        summary: 'Cannot assume IAM Role',
        detail: `IAM Role (${arn}) cannot be assumed.\n\nError: ${error.message}`,
        attribute: ['assume_role'],
      },
    ];
  }
}
