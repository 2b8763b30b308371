import type { Context } from './context.js';
import { OutsideError } from './outside-error.js';
import { type Run, runTerraform, terraformIn } from './run-terraform.js';

/** Runs `terraform init` in a stack's folder: 0.1 s where it has been done before. */
export async function initialize(context: Context, folder: string): Promise<void> {
  const toError = (run: Run, command: string) =>
    new OutsideError(
      explain(run.stderr) ?? `${context.terraform.product} can't initialise.`,
      command,
      `${run.stdout}${run.stderr}`.trim(),
    );
  await runTerraform(context, folder, ['init', '-input=false', '-no-color'], { toError });

  function explain(said: string): string | undefined {
    if (said.includes('address argument is required')) {
      return [
        'The state has no address: TF_HTTP_ADDRESS is not set, and the config names no `state.http.address`.',
        '  For the sandbox’s state, `federation sandbox --keep` prints the variables to export.',
      ].join('\n');
    }
    if (/Failed to (query available provider packages|install provider)/.test(said)) {
      return [
        `${context.terraform.product} can’t get the providers: neither from the registry nor from a mirror.`,
        '  Let it reach the registry, or name a mirror in its CLI configuration (provider_installation).',
        '  `federation sandbox` needs neither, where it serves the providers itself.',
      ].join('\n');
    }
    if (!said.includes('Backend configuration changed')) return undefined;
    const command = `${terraformIn(context, folder)} init`;
    return [
      'The `state` in the config is no longer the one this folder was initialised with.',
      `  To move the state to the new place: ${command} -migrate-state`,
      `  If it is there already:             ${command} -reconfigure`,
    ].join('\n');
  }
}
