import type { Context } from '../context.js';
import { runTerraform } from '../run-terraform.js';

export type Values = Readonly<Record<string, unknown>>;

/** What `terraform show -json` says of a plan, as far as it matters here. It holds sensitive values in clear. */
export interface PlanValues {
  readonly resource_changes?: readonly {
    readonly type: string;
    readonly name: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Values | null;
      readonly after: Values | null;
    };
  }[];
  /** With what the plan looked up. */
  readonly prior_state?: {
    readonly values?: {
      readonly root_module: {
        readonly resources?: readonly {
          readonly mode: string;
          readonly type: string;
          readonly name: string;
          readonly values: Values;
        }[];
      };
    };
  };
}

export async function readPlanValues(context: Context, folder: string, file: string): Promise<PlanValues> {
  return JSON.parse((await runTerraform(context, folder, ['show', '-json', file])).stdout) as PlanValues;
}

/** One object of this program's before and after the plan; null where there is none. */
export function changeOf(
  { resource_changes: changes = [] }: PlanValues,
  type: string,
  name: string,
): { readonly before: Values | null; readonly after: Values | null } {
  const found = changes.find((change) => change.type === type && change.name === name)?.change;
  return found ?? { before: null, after: null };
}

/** The one block of that name; without anything where there is none. */
export const blockOf = (values: Values, name: string): Values =>
  (values[name] as readonly Values[] | null | undefined)?.[0] ?? {};

/** Without those that only the apply makes known. */
export const textsOf = (values: Values, name: string): string[] =>
  ((values[name] ?? []) as readonly unknown[]).filter(isText);

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
