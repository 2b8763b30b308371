import { basename } from 'node:path';
import type { Context } from './context.js';
import { explainBackend } from './explain/explain-backend.js';
import { explainRefusedTerraform } from './explain/explain-refused-write.js';
import { OutsideError } from './outside-error.js';
import { type Run, runTerraform, terraformIn } from './run-terraform.js';
import { dropBrokenRecord } from './state/record.js';

/** Runs `terraform init` in a stack's folder: 0.1 s where it has been done before. */
export async function initialize(
  context: Context,
  folder: string,
  options: readonly string[] = [],
): Promise<void> {
  dropBrokenRecord(folder, context.variables);
  const toError = (run: Run, command: string) =>
    new OutsideError(
      explain(run.stderr) ?? `${context.terraform.product} can't initialise.`,
      command,
      `${run.stdout}${run.stderr}`.trim(),
    );
  await runTerraform(context, folder, ['init', '-input=false', '-no-color', ...options], { toError });

  function explain(said: string): string | undefined {
    if (/Failed to (query available provider packages|install provider)/.test(said)) {
      return [
        `${context.terraform.product} can’t get the providers: neither from the registry nor from a mirror.`,
        '  Let it reach the registry, or name a mirror in its CLI configuration (provider_installation).',
        '  `federation sandbox` needs neither, where it serves the providers itself.',
      ].join('\n');
    }
    if (!said.includes('Backend configuration changed'))
      return explainRefusedTerraform(said) ?? explainBackend(said);
    return [
      'The `state` in the config is no longer the one this folder was initialised with.',
      `  To move the state to the new place: federation state move ${basename(folder)}`,
      `  If it is there already:             ${terraformIn(context, folder)} init -reconfigure`,
    ].join('\n');
  }
}
