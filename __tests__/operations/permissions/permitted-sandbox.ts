/** A sandbox whose callers have exactly the rights that a report lists, and real Terraform on it. */
import type { AttachedPolicy } from '../../../operations/permissions/attached-policies.js';
import type { Rights } from '../../../operations/permissions/permissions.js';
import { startSandbox } from '../../../sandbox/start.js';
import type { Caller } from '../../../sandbox/world/aws/state.js';
import type { Call } from '../../../sandbox/world/calls.js';
import { neededActions } from '../../../sandbox/world/permissions/aws-actions.js';
import type { PolicyDocument } from '../../../sandbox/world/permissions/aws-policy.js';
import { enforcePermissions } from '../../../sandbox/world/permissions/enforce.js';
import type { Seed } from '../../../sandbox/world/seed.js';
import type { World } from '../../../sandbox/world/world.js';
import { createTestClock } from '../../helpers/clock.js';
import { createTerraform, type Terraform } from '../../helpers/terraform.js';

export interface PermittedSandbox {
  readonly world: World;
  readonly terraform: Terraform;
  /** The variables that point Terraform and the vendors' own clients at it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every call so far that went through. */
  readonly calls: Call[];
  /** From now on the callers have these rights. */
  grant(rights: Rights): void;
  stop(): Promise<void>;
}

/** @param clients Whether the vendors' own clients are answered too: then the clock begins at the machine's time, for they know no other. */
export async function startPermitted(
  seed: Seed,
  rights: Rights,
  { clients = false } = {},
): Promise<PermittedSandbox> {
  const calls: Call[] = [];
  const enforce = ({ aws, graph }: Rights) =>
    enforcePermissions({ policiesOf: (caller) => policiesOf(caller, aws), graph });
  let enforced = enforce(rights);
  const sandbox = await startSandbox(seed, {
    clients,
    clock: createTestClock(clients ? new Date().toISOString() : '2026-11-22T12:00:00Z'),
    interceptor: (call, proceed) =>
      enforced(call, () => {
        calls.push(call);
        return proceed();
      }),
  });
  const terraform = await createTerraform(sandbox.environment);
  return {
    world: sandbox.world,
    terraform,
    environment: sandbox.environment,
    calls,
    grant: (next) => {
      enforced = enforce(next);
    },
    stop: async () => {
      await terraform.remove();
      await sandbox.stop();
    },
  };
}

/** A session of a role has the role's policies; the credentials that come before any role have the caller's. */
function policiesOf({ account, arn }: Caller, attached: readonly AttachedPolicy[]): PolicyDocument[] {
  const name = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  const role = name === undefined ? undefined : `arn:aws:iam::${account}:role/${name}`;
  return attached.filter((each) => each.role === role).map(({ policy }) => policy);
}

/** The same without one action or permission. */
export const without = ({ aws, graph }: Rights, right: string): Rights => ({
  graph: graph.filter((permission) => permission !== right),
  aws: aws.map((attached) => ({
    ...attached,
    policy: {
      ...attached.policy,
      Statement: attached.policy.Statement.map((statement) => ({
        ...statement,
        Action: statement.Action.filter((action) => action !== right),
      })),
    },
  })),
});

/** The actions that were asked for, once each, sorted. */
export const actionsOf = (calls: readonly Call[]): string[] =>
  sorted(
    calls
      .filter(({ cloud }) => cloud === 'aws')
      .flatMap((call) => neededActions(call).map(({ action }) => action)),
  );

/**
 * The actions that are granted, but those that AWS itself takes with the deployer's rights: they can't be seen from
 * outside.
 */
export const actionsIn = ({ aws }: Rights): string[] =>
  sorted(
    aws
      .flatMap(({ policy }) => policy.Statement)
      .filter(({ Sid }) => !Sid.startsWith('Reserved'))
      .flatMap(({ Action }) => Action),
  );

const sorted = (actions: readonly string[]): string[] => [...new Set(actions)].sort();
