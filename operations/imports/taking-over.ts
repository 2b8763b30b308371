/** Planning so that what exists in the clouds already is taken over, and not made again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listAll } from '../../model/text.js';
import { MANAGED_GROUPS } from '../../stacks/entra/group-types.js';
import type { Context } from '../context.js';
import type { Beyond } from '../drift/finding.js';
import { type PlanValues, readPlanValues } from '../guard/plan-values.js';
import type { Planned } from '../half-made.js';
import { isExisting } from '../explain/explain-existing.js';
import { listState } from '../list-state.js';
import type { Stack } from '../prepare-stack.js';
import type { JsonRun } from '../run-terraform-json.js';
import { STACK_FILE } from '../synthesize.js';
import { TerraformError } from '../terraform-error.js';
import type { Diagnostic, PlannedChange } from '../terraform-message.js';
import {
  describeMissing,
  type ExistingObject,
  type MissingObject,
  readMissingObjects,
} from './existing-object.js';
import { ExistingObjects } from './find-existing.js';
import { removeImports, writeImports } from './import-files.js';

export interface TakenOver extends Planned<JsonRun> {
  /** What stands on what is taken over and the config doesn't have. */
  readonly comesWith: readonly Beyond[];
  readonly imported: readonly ExistingObject[];
}

/**
 * Plans, and again with what it finds that exists already, until it finds nothing more.
 *
 * @param file Where `plan` leaves Terraform's plan.
 * Throws what the last plan failed with; a ProblemsError for what is there several times under one name; an
 * OutsideError where a cloud refuses to tell what exists.
 */
export async function takingOver(
  stack: Stack,
  context: Context,
  file: string,
  plan: () => Promise<Planned<JsonRun>>,
): Promise<TakenOver> {
  const existing = new ExistingObjects(stack.environment, context);
  const found: ExistingObject[] = [];
  try {
    found.push(...(await findBeforehand(stack, context, existing)));
    for (;;) {
      writeImports(stack.folder, found);
      const attempt = await attemptPlan(stack, context, file, plan);
      context.progress.stage('Looking for what exists already');
      const fresh = await existing.find(attempt.missing, attempt.values);
      if (fresh.length > 0) {
        found.push(...fresh);
        context.progress.stage(`Planning with what exists already, ${found.length}`);
      } else if (attempt.planned !== undefined) {
        const { run, found: said } = attempt.planned;
        const comesWith = await existing.comesWith(found);
        return { run, found: [...said, ...tellMadeAnew(run.changes)], comesWith, imported: found };
      } else throw attempt.error;
    }
  } finally {
    removeImports(stack.folder);
  }
}

/** Where the state has nothing, whatever exists keeps a plan from being made: it is looked for at once. */
async function findBeforehand(
  stack: Stack,
  context: Context,
  existing: ExistingObjects,
): Promise<ExistingObject[]> {
  const known = await listState(context, stack.folder);
  if (known.size > 0) return [];
  context.progress.stage('Looking for what exists already');
  const found = await existing.find(listUnknown(stack, known), undefined);
  context.progress.stage(
    found.length === 0 ? 'Planning' : `Planning with what exists already, ${found.length}`,
  );
  return found;
}

interface Attempt {
  readonly planned?: Planned<JsonRun>;
  readonly error?: unknown;
  readonly missing: readonly MissingObject[];
  readonly values?: PlanValues;
}

/** A plan that failed tells nothing of what it would make: that is what the state lacks of those that a plan fails for. */
async function attemptPlan(
  stack: Stack,
  context: Context,
  file: string,
  plan: () => Promise<Planned<JsonRun>>,
): Promise<Attempt> {
  try {
    const planned = await plan();
    if (!planned.run.changes.some(mayExist)) return { planned, missing: [] };
    const values = await readPlanValues(context, stack.folder, file);
    return { planned, values, missing: readMissingObjects(values) };
  } catch (error) {
    if (!(error instanceof TerraformError) || !error.errors.some(mayBeForExisting)) throw error;
    return { error, missing: listUnknown(stack, await listState(context, stack.folder)) };
  }
}

const mayExist = ({ action, address }: PlannedChange): boolean =>
  action === 'create' && !Object.hasOwn(MADE_ANEW, address.split('.')[0] ?? '');

/** What exists is refused anew; and what is protected would be replaced where what it belongs to is made anew. */
const mayBeForExisting = (diagnostic: Diagnostic): boolean =>
  isExisting(diagnostic) || diagnostic.summary === 'Instance cannot be destroyed';

/** What a plan may fail for: protected, or refused under its name. What it is, the config says without a plan. */
const FAILED_FOR: readonly string[] = [
  'azuread_application',
  'azuread_service_principal',
  'azuread_synchronization_job',
  'aws_ssoadmin_permission_set',
  ...MANAGED_GROUPS,
];

function listUnknown({ folder }: Stack, known: ReadonlySet<string>): MissingObject[] {
  const { resource = {} } = JSON.parse(readFileSync(join(folder, STACK_FILE), 'utf8')) as {
    readonly resource?: Readonly<Record<string, object>>;
  };
  return Object.entries(resource)
    .filter(([type]) => FAILED_FOR.includes(type))
    .flatMap(([type, named]) => Object.keys(named).flatMap((name) => describeMissing(type, name)))
    .filter(({ address }) => !known.has(address));
}

/** What no provider can import, in the plural. */
export const MADE_ANEW: Readonly<Record<string, string>> = {
  azuread_synchronization_job_provision_on_demand: 'provisioning on demand',
  time_sleep: 'the wait before it',
  terraform_data: 'what the state keeps of groups and users',
};

function tellMadeAnew(changes: readonly PlannedChange[]): string[] {
  if (!changes.some(({ importing: isTakenOver }) => isTakenOver)) return [];
  const counts = Object.entries(MADE_ANEW).flatMap(([type, what]) => {
    const count = changes.filter(
      ({ action, address }) => action === 'create' && address.startsWith(`${type}.`),
    ).length;
    return count === 0 ? [] : [`${what} (${count})`];
  });
  if (counts.length === 0) return [];
  return [
    `Made anew, for Terraform can’t take it over: ${listAll(counts)}. Making these anew changes nobody’s access.`,
  ];
}
