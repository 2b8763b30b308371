/** Taking over what people made by hand, on the sandbox: the program's own commands, and people who sign in before and after. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Description } from './adopt/describe/describe.js';
import { type ChangeCounts, countSteps } from './change-counts.js';
import type { Context } from './context.js';
import { runOwnCommand } from './own-command.js';
import type { PlanReport } from './plan-report.js';
import { requireNoneCutOff } from './recovery/cut-off.js';
import { requireNoUnsavedState } from './recovery/save-unsaved-states.js';
import { explainRefusedWrite } from './recovery/write-whole.js';
import { requireEnvironment } from './require-environment.js';
import { type Sandbox, withoutClouds } from './sandbox.js';
import { type SignIns, signInDifferent } from './sign-in-rehearsal.js';
import { stackFolder } from './synthesize.js';

/** What the environment is called that is written, and the state that it is kept in. */
const TAKEN_OVER = 'brownfield';

/** Where its config is written: anew each time, and it stays to be read. */
const DESCRIBED = join('cdktf.out', TAKEN_OVER);

/** Every account of the sandbox lets its caller assume a role of any name. */
const MEMBER_ROLE = 'Reader';

export interface TakeOver {
  readonly description: Description;
  /** The plan that took over, as it was applied. */
  readonly plan: PlanReport;
  /** Everybody whose access differs, before anything was taken over, and after. */
  readonly before: SignIns;
  readonly after: SignIns;
  /** The calls that changed anything in the clouds: none, if all is well. */
  readonly written: readonly string[];
  readonly secondPlan: PlanReport;
}

export async function rehearseTakeOver(outside: Context, sandbox: Sandbox): Promise<TakeOver> {
  requireNoUnsavedState(TAKEN_OVER);
  requireNoneCutOff(TAKEN_OVER, 'Then try the sandbox.');
  const variables = { ...withoutClouds(outside.variables), ...keptApart(sandbox.variables) };
  const context = { ...outside, variables };
  const federation = <T>(...args: string[]): Promise<T> =>
    runOwnCommand<T>([...args, '--config', DESCRIBED], context);
  const signIn = (stage: string): Promise<SignIns> => {
    const { environment } = requireEnvironment(DESCRIBED, TAKEN_OVER);
    context.progress.stage(stage);
    return signInDifferent(environment, sandbox, [], Infinity);
  };

  [DESCRIBED, stackFolder(TAKEN_OVER)].forEach(remove);
  const description = await federation<Description>('adopt', TAKEN_OVER, '--member-role', MEMBER_ROLE);
  keepStateInSandbox();
  const before = await signIn('Signing in before');
  const plan = await federation<PlanReport>('apply', TAKEN_OVER, '--import', '--auto-approve');
  const after = await signIn('Signing in after');
  const secondPlan = await federation<PlanReport>('plan', TAKEN_OVER);
  return { description, plan, before, after, written: await sandbox.written(), secondPlan };
}

/** A state of its own: the sandbox's stays empty, for whoever wants to do the same by hand. */
const keptApart = (variables: Sandbox['variables']): Sandbox['variables'] =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      /^TF_HTTP_(?:\w+_)?ADDRESS$/.test(name) ? new URL(TAKEN_OVER, value).href : value,
    ]),
  );

/** Throws a UserError where that may not be. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    throw explainRefusedWrite(error, folder) ?? error;
  }
}

/** As a person writes another backend in the place of the one that is proposed. */
function keepStateInSandbox(): void {
  const file = join(DESCRIBED, `${TAKEN_OVER}.yaml`);
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.set('state', { http: {} });
  writeFileSync(file, document.toString());
}

/** What must never be, and is a bug of this program where it is: sentences. */
export function faultsOf({ before, after, written, secondPlan }: TakeOver): string[] {
  const seen = (when: string, { signIns }: SignIns) =>
    signIns.flatMap(({ user, faults }) => faults.map((fault) => `${user}, ${when}: ${fault}`));
  return [
    ...seen('before', before),
    ...seen('after', after),
    ...(written.length === 0 ? [] : [`Taking over changed the clouds: ${written.join(', ')}.`]),
    ...(isEmpty(secondPlan) ? [] : ['The second plan has changes, though nothing was edited in between.']),
  ];
}

const isEmpty = (plan: ChangeCounts): boolean =>
  countSteps(plan) + plan.import + plan.move + plan.forget === 0;
