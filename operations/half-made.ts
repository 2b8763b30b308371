/** Objects that an apply stopped in the middle of making: Terraform means to make them anew, and they are protected. */
import { listAll } from '../model/text.js';
import type { Context } from './context.js';
import { describeAddress } from './explain/describe-address.js';
import { isExisting } from './explain/explain-existing.js';
import { OutsideError } from './outside-error.js';
import type { Stack } from './prepare-stack.js';
import { runTerraform, terraformIn } from './run-terraform.js';
import { TerraformError } from './terraform-error.js';

/** What a plan came to, and what was found on the way, a sentence each. */
export interface Planned<T> {
  readonly run: T;
  readonly found: readonly string[];
}

/**
 * Plans. Where objects that are half made keep the plan from being made, they are marked as made and it plans again:
 * then they are finished in place. Throws an OutsideError that says how to do that, where it may not change the state.
 */
export async function repairing<T>(
  stack: Stack,
  context: Context,
  mayChangeState: boolean,
  plan: () => Promise<Planned<T>>,
): Promise<Planned<T>> {
  try {
    return await plan();
  } catch (error) {
    const addresses = await findHalfMade(error, stack, context);
    if (!(error instanceof TerraformError) || addresses.length === 0) throw error;
    const what = `The last apply stopped while it made ${listAll(addresses.map((address) => describeAddress(address, stack.environment)?.words ?? address))}`;
    if (!mayChangeState)
      throw new OutsideError(adviseApply(what, addresses, stack, context), error.command, error.output);
    for (const address of addresses) await runTerraform(context, stack.folder, ['untaint', address]);
    const { run, found } = await plan();
    return { run, found: [`${what}: finished in place, and not made anew.`, ...found] };
  }
}

function adviseApply(what: string, addresses: readonly string[], stack: Stack, context: Context): string {
  const commands = addresses.map((address) => `    ${terraformIn(context, stack.folder)} untaint ${address}`);
  return [
    `${what}, and Terraform would make it anew, which is refused.`,
    `  It can be finished in place: federation apply ${stack.environment.name} does that.`,
    '  To plan first, mark it as made:',
    ...commands,
  ].join('\n');
}

interface State {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly status?: string }[];
  }[];
}

async function findHalfMade(error: unknown, { folder }: Stack, context: Context): Promise<string[]> {
  if (!(error instanceof TerraformError)) return [];
  // An application that is half made is also refused for its own name: it would be made anew under it.
  const refused = error.errors.filter(
    (each) => each.summary === 'Instance cannot be destroyed' || isExisting(each),
  );
  if (refused.length === 0) return [];
  const { stdout } = await runTerraform(context, folder, ['state', 'pull']);
  return ((JSON.parse(stdout) as State).resources ?? [])
    .filter(
      ({ mode, instances }) => mode === 'managed' && instances.some(({ status }) => status === 'tainted'),
    )
    .map(({ type, name }) => `${type}.${name}`)
    .filter((address) =>
      refused.some((each) => each.address === address || each.detail.startsWith(`Resource ${address} `)),
    );
}
