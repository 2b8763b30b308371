/** What Terraform says at the end of an apply when the state’s backend is gone, in config words. */
import type { Diagnostic } from '../terraform-message.js';

/** `environment` is its name; undefined for a plan file. Where the state is kept is told by what applies. */
export function explainUnsavedState(
  { summary, detail }: Pick<Diagnostic, 'summary' | 'detail'>,
  environment = '<environment>',
): string | undefined {
  if (summary === 'Failed to save state') {
    const reason = detail.replace(/^Error saving state: /, '').replace(/:\/\/[^/\s]*@/g, '://***@');
    return `The state could not be saved: ${reason.replace(/\.?$/, '.')}`;
  }
  if (summary !== 'Error releasing the state lock') return undefined;
  return [
    'The state’s lock could not be freed.',
    `  Once the state can be reached again, this shows the lock and removes it: federation state unlock ${environment}`,
  ].join('\n');
}
