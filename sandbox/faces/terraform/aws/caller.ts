import type { Caller } from '../../../world/aws/state.js';
import type { World } from '../../../world/world.js';
import type { Attributes } from '../resource.js';
import { blocks, optionalText, text } from './attributes.js';

/** Who a provider configuration calls as: the last role that it assumes, or else the sandbox's own credentials. */
export function callerOf(world: World, config: Attributes, region: string): Caller {
  const role = assumedRole(config);
  if (!role) {
    const account = world.aws.callerAccount;
    return { account, region, arn: `arn:aws:iam::${account}:user/sandbox` };
  }
  return {
    account: role.account,
    region,
    arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${role.session}`,
  };
}

export interface AssumedRole {
  readonly arn: string;
  readonly account: string;
  /** Without its path. */
  readonly name: string;
  readonly session: string;
}

/** The role of the last `assume_role` block, or nothing where there is none. */
export function assumedRole(config: Attributes): AssumedRole | undefined {
  const block = blocks(config, 'assume_role').at(-1);
  if (!block) return undefined;
  const arn = text(block, 'role_arn');
  const [, account = '', name = ''] = /^arn:[^:]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return { arn, account, name, session: optionalText(block, 'session_name') ?? 'terraform' };
}
