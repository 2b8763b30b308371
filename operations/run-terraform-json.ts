/** Runs a Terraform command that speaks JSON (plan, apply), follows its progress and collects what it planned and said. */
import type { Environment } from '../model/environment.js';
import { countChanges, countSteps } from './change-counts.js';
import type { Context } from './context.js';
import { explainDiagnostic } from './explain/explain-diagnostic.js';
import { type Run, runTerraform, terraformIn } from './run-terraform.js';
import { tellHolder } from './state/tell-holder.js';
import { stackFolder } from './synthesize.js';
import { TerraformError } from './terraform-error.js';
import {
  type Diagnostic,
  type Message,
  type PlannedChange,
  parseMessage,
  renderDiagnostic,
} from './terraform-message.js';

export interface JsonRun {
  readonly code: number;
  readonly changes: readonly PlannedChange[];
  /** Addresses of objects that are gone, though the state has them. */
  readonly goneOutside: readonly string[];
  /** Names of outputs that stand and get another value. */
  readonly outputs: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

interface Options {
  readonly allow?: readonly number[];
  /** The environment whose words and lines errors are told in, where its config is at hand. */
  readonly environment?: Environment;
  /** Called with each message that matters here as it comes. */
  onMessage?(message: Message): void;
}

/** What Terraform ends with after a failure that it has told. */
const FAILED = 1;

/** As many errors are told one by one: where credentials expire, each of thousands fails. */
const TOLD = 20;

/** Throws a TerraformError that tells each refusal in config words where it can, with Terraform's own words whole. */
export async function runTerraformJson(
  context: Context,
  folder: string,
  args: readonly string[],
  { allow, environment, onMessage }: Options,
): Promise<JsonRun> {
  const changes: PlannedChange[] = [];
  const goneOutside: string[] = [];
  const outputs: string[] = [];
  const diagnostics: Diagnostic[] = [];
  let refreshed = 0;
  let applied = 0;

  const onLine = (line: string) => {
    const message = parseMessage(line);
    if (message !== undefined) onMessage?.(message);
    if (message?.type === 'diagnostic') diagnostics.push(message.diagnostic);
    if (message?.type === 'planned_change') changes.push(message.change);
    if (message?.type === 'resource_drift' && message.change.action === 'delete')
      goneOutside.push(message.change.address);
    if (message?.type === 'outputs') outputs.push(...message.changed);
    if (message?.type === 'refreshed') context.progress.detail(`${++refreshed} read`);
    if (message?.type === 'applied')
      context.progress.detail(`${++applied} of ${countSteps(countChanges(changes))}`);
  };
  const toError = (run: Run, command: string) => {
    // A reader's own commands work on the environment's folder, even where this one is gone by then.
    const ownFolder = environment === undefined ? folder : stackFolder(environment.name);
    const surroundings = { environment, terraform: terraformIn(context, ownFolder) };
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const explained = [...new Set(errors.flatMap((error) => explainDiagnostic(error, surroundings) ?? []))];
    const said =
      diagnostics.length > 0 ? [...new Set(diagnostics.map(renderDiagnostic))] : [run.stdout.trim()];
    return new TerraformError(
      tellSome(explained) ?? `${context.terraform.product} ${run.killed === true ? 'was ended' : 'failed'}.`,
      command,
      [tellSome(said), run.stderr.trim()].filter(Boolean).join('\n\n'),
      errors,
      run.killed === true || run.code !== FAILED,
    );
  };

  const { code } = await runTerraform(context, folder, args, { allow, onLine, toError }).catch(
    async (error: unknown) => {
      throw environment === undefined ? error : await tellHolder(error, environment, context.variables);
    },
  );
  return {
    code,
    changes,
    goneOutside,
    outputs,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning'),
  };
}

function tellSome(texts: readonly string[]): string | undefined {
  if (texts.length === 0) return undefined;
  const more = texts.length - TOLD;
  return [...texts.slice(0, TOLD), ...(more > 0 ? [`And ${more} more.`] : [])].join('\n\n');
}
