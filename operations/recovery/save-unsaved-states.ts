/** Saves what an earlier apply couldn't, before anything is planned on a state that doesn't know it. */
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Context } from '../context.js';
import { explainLock } from '../explain/explain-lock.js';
import { OutsideError } from '../outside-error.js';
import type { Stack } from '../prepare-stack.js';
import { type Run, runTerraform, terraformIn } from '../run-terraform.js';
import { UserError } from '../user-error.js';
import { endUnsavedApply } from './apply-journal.js';
import { keepUnsavedStates } from './unsaved-state.js';
import { writeWhole } from './write-whole.js';

interface State {
  readonly serial: number;
  readonly lineage: string;
  readonly resources?: readonly { readonly mode?: string; readonly instances?: readonly unknown[] }[];
}

/**
 * Saves the states that wait for it to the backend, under its lock, and deletes their files. Returns what it did, a
 * sentence each. Throws an OutsideError where the backend has moved on since, and a UserError for a file that is no
 * state; the file stays.
 */
export async function saveUnsavedStates({ environment, folder }: Stack, context: Context): Promise<string[]> {
  const said: string[] = [];
  for (const file of keepUnsavedStates(environment.name)) {
    context.progress.stage('Saving the state of the last apply');
    const counts = await save(file, environment.name, folder, context);
    endUnsavedApply(environment.name);
    said.push(
      `The state of an earlier apply couldn’t be saved then (${file}). It is saved now: ${counts.now} objects, where the backend’s had ${counts.before}.`,
    );
  }
  return said;
}

/** Throws a UserError where a state waits to be saved: what is planned without it would make things twice. */
export function requireSavedState(environment: string): void {
  const [file] = keepUnsavedStates(environment);
  if (file === undefined) return;
  throw new UserError(
    [
      `The state of the last apply of ${environment} couldn’t be saved, and is in ${file}. A plan would be made without what it knows.`,
      `  To save it: federation apply ${environment}. It does that first, and then plans and asks as ever.`,
    ].join('\n'),
  );
}

/** Throws a UserError where a state waits to be saved that a new sandbox knows nothing of: what it has isn't there. */
export function requireNoUnsavedState(environment: string): void {
  const [file] = keepUnsavedStates(environment);
  if (file === undefined) return;
  throw new UserError(
    [
      `${file} is the state of an earlier apply of ${environment} that couldn’t be saved, and a new sandbox has nothing of what it knows.`,
      `  If that was on a sandbox that is gone, delete the file. Else save it first: federation apply ${environment}`,
    ].join('\n'),
  );
}

async function save(
  file: string,
  environment: string,
  folder: string,
  context: Context,
): Promise<{ readonly now: number; readonly before: number }> {
  const unsaved = readUnsaved(file, environment);
  const { stdout } = await runTerraform(context, folder, ['state', 'pull']);
  const standing: State = stdout.trim() === '' ? { serial: 0, lineage: '' } : (JSON.parse(stdout) as State);
  const toError = (run: Run, command: string) => {
    const said = `${run.stdout}${run.stderr}`.trim();
    return new OutsideError(explain(said) ?? `${notYet(file)}.`, command, said);
  };
  if (unsaved.lineage === '') {
    // The first apply's, which Terraform would push over any other one.
    if ((standing.resources ?? []).length > 0)
      throw new OutsideError(refuse(OTHER_STATE), `${terraformIn(context, folder)} state pull`, '');
    writeWhole(file, JSON.stringify({ ...unsaved, lineage: randomUUID() }, null, 2), 0o600);
  }
  await runTerraform(context, folder, ['state', 'push', '-no-color', resolve(file)], { toError });
  rmSync(file);
  return { now: countObjects(unsaved), before: countObjects(standing) };

  function explain(said: string): string | undefined {
    const locked = said.includes('Error acquiring the state lock') && explainLock(said, environment);
    if (locked) return `${notYet(file)}.\n${locked}`;
    const refused = Object.entries(REFUSALS).find(([terraforms]) => said.includes(terraforms));
    return refused && refuse(refused[1]);
  }

  function refuse(why: string): string {
    return [
      `The state of the last apply can’t be saved: ${why}.`,
      `  It is kept in ${file}, and holds secrets. What that apply made is in it, and perhaps nowhere else.`,
      `  To go on with the backend’s state, move the file away, and run: federation apply ${environment} --import`,
      '  That finds what stands in the clouds and isn’t in the state.',
    ].join('\n');
  }
}

const notYet = (file: string): string =>
  `The state of the last apply can’t be saved yet. It is kept in ${file}`;

const OTHER_STATE = 'the backend has another state, which was begun anew since';

/** What Terraform says, and what it means. */
const REFUSALS: Readonly<Record<string, string>> = {
  'over newer state with serial': 'the backend has a newer one, of something that was applied since',
  'with a different state that has the same serial':
    'the backend has another one of the same age, of something that was applied since',
  'over unrelated state with lineage': OTHER_STATE,
};

const countObjects = ({ resources = [] }: State): number =>
  resources.reduce((sum, { mode, instances = [] }) => sum + (mode === 'managed' ? instances.length : 0), 0);

function readUnsaved(file: string, environment: string): State {
  const text = readFileSync(file, 'utf8');
  try {
    const read: unknown = JSON.parse(text);
    if (isState(read)) return read;
  } catch {
    // Told below.
  }
  throw new UserError(
    [
      `${file} should be the state of an earlier apply of ${environment} that couldn’t be saved, and is none: it is cut off or damaged.`,
      `  Put a whole one there where you have it. Else move the file away, and run: federation apply ${environment} --import`,
      '  That finds what stands in the clouds and isn’t in the state.',
    ].join('\n'),
  );
}

function isState(read: unknown): read is State {
  if (typeof read !== 'object' || read === null) return false;
  const { serial, lineage, resources = [] } = read as Partial<State>;
  return typeof serial === 'number' && typeof lineage === 'string' && Array.isArray(resources);
}
