/** The ids that groups and users had in AWS when they were granted access, and whether AWS still has them. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Principal } from '../model/access-model.js';
import { literal } from '../stacks/literal.js';
import { identityStoreOf } from './clouds/instance.js';
import type { Context } from './context.js';
import type { Stack } from './prepare-stack.js';
import { runTerraformJson } from './run-terraform-json.js';
import { TerraformError } from './terraform-error.js';
import { addressOf, type Diagnostic } from './terraform-message.js';

export interface KeptId {
  readonly type: Principal['type'];
  /** What it is called in Terraform, such as `group_developers`. */
  readonly name: string;
  readonly id: string;
}

/** The file beside a stack that looks kept ids up. It stands while Terraform looks, and no longer. */
const LOOKUPS = 'kept-ids.tf.json';

const LOOKUP = {
  GROUP: { type: 'aws_identitystore_group', id: 'group_id' },
  USER: { type: 'aws_identitystore_user', id: 'user_id' },
} as const;

/**
 * Those whose ids AWS has no longer. Terraform looks, with the credentials that it plans with, in a plan of everything
 * that nothing is done with: where a handle is renamed, it refuses to plan for these alone. Throws a TerraformError
 * where it can't tell.
 */
export async function findGone(
  kept: readonly KeptId[],
  { environment, folder }: Stack,
  context: Context,
): Promise<ReadonlySet<KeptId>> {
  if (kept.length === 0) return new Set();
  try {
    writeLookups(kept, folder, identityStoreOf(environment));
    await runTerraformJson(context, folder, ['plan', '-input=false', '-json', '-refresh=false'], {
      environment,
    });
    return new Set();
  } catch (error) {
    if (!(error instanceof TerraformError) || error.cutOff) throw error;
    const about = (each: KeptId) => error.errors.filter((found) => addressOf(found) === addressIn(each));
    // What else fails, such as the lookups by name, is no concern of this plan's.
    if (!kept.flatMap(about).every(isGone)) throw error;
    return new Set(kept.filter((each) => about(each).length > 0));
  } finally {
    removeLookups(folder);
  }
}

function writeLookups(kept: readonly KeptId[], folder: string, identityStoreId: string): void {
  const data: Record<string, Record<string, object>> = {};
  for (const { type, name, id } of kept) {
    const lookup = LOOKUP[type];
    (data[lookup.type] ??= {})[keptName(name)] = {
      identity_store_id: literal(identityStoreId),
      [lookup.id]: literal(id),
    };
  }
  writeFileSync(join(folder, LOOKUPS), JSON.stringify({ data }, null, 2));
}

/** Of a program that was ended by force in between. */
export const removeLookups = (folder: string): void => rmSync(join(folder, LOOKUPS), { force: true });

const isGone = ({ summary, detail }: Diagnostic): boolean =>
  /couldn't find resource|not found/i.test(`${summary} ${detail}`);

/** No name of the stack's own begins so. */
const keptName = (name: string): string => `kept_${name}`;

const addressIn = ({ type, name }: KeptId): string => `data.${LOOKUP[type].type}.${keptName(name)}`;
