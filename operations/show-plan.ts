import { stripVTControlCharacters } from 'node:util';
import type { Context } from './context.js';
import type { Plan } from './plan.js';
import { runTerraform } from './run-terraform.js';

/**
 * The plan in Terraform's own words, object by object, but for what is taken over as it is: there may be thousands of
 * those, and nothing happens to them. Sensitive values are masked by Terraform.
 */
export async function showPlan(plan: Plan, context: Context, { color }: { color: boolean }): Promise<string> {
  const args = ['show', ...(color ? [] : ['-no-color']), plan.file];
  return leaveOutImported((await runTerraform(context, plan.folder, args)).stdout);
}

const IMPORTED = /^ {2}# \S+ will be imported$/;
/** The last line of an object, and the one that follows it. */
const END = '    }';

/** The first of them gives way to how many there are. */
export function leaveOutImported(text: string): string {
  const lines = text.split('\n').map((line) => ({ line, plain: stripVTControlCharacters(line) }));
  const count = lines.filter(({ plain }) => IMPORTED.test(plain)).length;
  const kept: string[] = [];
  let isLeftOut = false;
  let isTold = false;
  lines.forEach(({ line, plain }, index) => {
    isLeftOut ||= IMPORTED.test(plain);
    if (!isLeftOut) kept.push(line);
    else if (!isTold) kept.push(`  # ${count} imported as they are, and left out here; --json has each`, '');
    isTold ||= isLeftOut;
    if (lines[index - 1]?.plain === END) isLeftOut = false;
  });
  return kept.join('\n');
}
