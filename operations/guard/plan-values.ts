import type { Context } from '../context.js';
import { runTerraform } from '../run-terraform.js';

type Values = Readonly<Record<string, unknown>>;

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
          readonly values: Values;
        }[];
      };
    };
  };
}

export async function readPlanValues(context: Context, folder: string, file: string): Promise<PlanValues> {
  return JSON.parse((await runTerraform(context, folder, ['show', '-json', file])).stdout) as PlanValues;
}
