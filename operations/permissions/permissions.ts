/** The rights that an environment's deployer needs on both sides, from what its stack holds. */
import type { Environment } from '../../model/environment.js';
import { allowReserved } from './allow-reserved.js';
import {
  allowBecoming,
  attach,
  attachToDeployer,
  type AttachedPolicy,
  counterpart,
  deployerRole,
} from './attached-policies.js';
import { AWS_ACTIONS, TO_LOOK, TO_RECOVER } from './aws-actions.js';
import {
  allowInEmergencyAccount,
  emergencyAccounts,
  toLookInEmergencyAccounts,
} from './emergency-accounts.js';
import { GRAPH_PERMISSIONS, graphToLook, narrowest } from './graph-permissions.js';
import { permissionNotes } from './notes.js';
import { ALL_ACCOUNTS, allowInDeployerAccount, assignedAccounts } from './resources.js';
import { contentsOf, type Held, type SynthesizedStack } from './stack-contents.js';
import { allowState } from './state.js';

export interface Rights {
  readonly aws: readonly AttachedPolicy[];
  /** Application permissions of Microsoft Graph. */
  readonly graph: readonly string[];
}

export interface Permissions {
  readonly environment: string;
  /** For `plan`, `apply`, `destroy` and `activate-certificate`. */
  readonly toApply: Rights;
  /** For `status`, `drift`, `handover`, `accounts` and `aws-config`. */
  readonly toLook: Rights;
  readonly notes: readonly string[];
}

export function reportPermissions(environment: Environment, stack: SynthesizedStack): Permissions {
  const held = contentsOf(stack);
  return {
    environment: environment.name,
    toApply: {
      aws: toApplyInAws(environment, held),
      graph: narrowest(held.flatMap(({ type }) => GRAPH_PERMISSIONS[type] ?? [])),
    },
    toLook: { aws: toLookInAws(environment, held), graph: graphToLook(environment) },
    notes: permissionNotes(environment, held),
  };
}

/** Terraform becomes each role straight from the caller's own credentials. */
function toApplyInAws(environment: Environment, held: readonly Held[]): AttachedPolicy[] {
  const own = held.filter(({ account }) => account === undefined);
  const accounts = emergencyAccounts(held);
  const roles = accounts.map((account) => counterpart(environment, account));
  const stateRole = environment.config.state.s3?.role;
  const state = allowState(environment);
  return [
    ...attachToDeployer(
      environment,
      'apply',
      [
        allowBecoming([deployerRole(environment), ...roles, stateRole]),
        ...(stateRole === undefined ? state : []),
      ],
      [
        ...allowInDeployerAccount(
          environment,
          [...own.flatMap(({ type }) => AWS_ACTIONS[type] ?? []), ...TO_RECOVER],
          assignedAccounts(environment),
        ),
        ...allowReserved(environment, own),
      ],
    ),
    ...(stateRole === undefined ? [] : attach('apply-state', stateRole, state)),
    ...accounts.flatMap((account) =>
      attach(
        `apply-${account}`,
        counterpart(environment, account),
        allowInEmergencyAccount(environment, account, held),
      ),
    ),
  ];
}

/** These commands become the deployer, and only from there the roles in other accounts. */
function toLookInAws(environment: Environment, held: readonly Held[]): AttachedPolicy[] {
  const accounts = emergencyAccounts(held);
  const { kind } = environment.config.aws.deployer;
  return [
    ...attachToDeployer(
      environment,
      'look',
      [allowBecoming([deployerRole(environment)])],
      [
        ...allowInDeployerAccount(
          environment,
          [...TO_LOOK.deployer, ...(kind === 'management' ? TO_LOOK.managementAccount : [])],
          ALL_ACCOUNTS,
        ),
        allowBecoming(accounts.map((account) => counterpart(environment, account))),
      ],
    ),
    ...accounts.flatMap((account) =>
      attach(
        `look-${account}`,
        counterpart(environment, account),
        toLookInEmergencyAccounts(environment, account, held),
      ),
    ),
  ];
}
