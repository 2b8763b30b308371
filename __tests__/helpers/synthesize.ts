/** Synthesizes an environment as the program does: with cdktf's validations on and the stack prepared. */
import { Testing } from 'cdktf';
import type { Environment } from '../../model/environment.js';
import { FederationStack } from '../../stacks/federation-stack.js';

type Block = Record<string, unknown>;

export interface Synthesized {
  /** Arguments by Terraform type and name. */
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly terraform: {
    readonly backend: Block;
    readonly required_providers: Readonly<Record<string, Block>>;
  };
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly output: Readonly<Record<string, Block>>;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly locals: Readonly<Record<string, unknown>>;
  readonly moved?: readonly Block[];
  readonly removed?: readonly Block[];
}

export function synthesize(environment: Environment): Synthesized {
  const stack = new FederationStack(Testing.app(), environment);
  stack.prepareStack();
  return JSON.parse(Testing.synth(stack, true)) as Synthesized;
}

/** Every managed and looked-up address, `type.name` and `data.type.name`, sorted. */
export function addressesOf({ resource, data }: Synthesized): string[] {
  const names = (blocks: Readonly<Record<string, object>>, prefix: string) =>
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${prefix}${type}.${name}`),
    );
  return [...names(resource, ''), ...names(data, 'data.')].sort();
}
