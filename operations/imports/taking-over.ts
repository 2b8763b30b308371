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
  /** Whether anything was found that wasn't known before. */
  const look = async (missing: readonly MissingObject[], values?: PlanValues): Promise<boolean> => {
    context.progress.stage('Looking for what exists already');
    const fresh = await existing.find(missing, values);
    found.push(...fresh);
    return fresh.length > 0;
  };
  try {
    const known = await listState(context, stack.folder);
    // Where the state has nothing, whatever exists keeps a plan from being made: it is looked for at once.
    if (known.size === 0) {
      await look(listUnknown(stack, known));
      context.progress.stage(namePlanning(found));
    }
    for (;;) {
      writeImports(stack.folder, found);
      const { missing, values, planned, error } = await attemptPlan(stack, context, file, plan);
      if (await look(missing, values)) {
        context.progress.stage(namePlanning(found));
        continue;
      }
      if (planned === undefined) throw error;
      const { run, found: said } = planned;
      const comesWith = await existing.comesWith(found);
      return { run, found: [...said, ...tellMadeAnew(run.changes)], comesWith, imported: found };
    }
  } finally {
    removeImports(stack.folder);
  }
}

const namePlanning = ({ length }: readonly ExistingObject[]): string =>
  length === 0 ? 'Planning' : `Planning with what exists already, ${length}`;

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
