import type { Environment } from '../../model/environment.js';
import { explainHolder, readLock } from '../explain/explain-lock.js';
import { TerraformError } from '../terraform-error.js';
import { backendOf, locate } from './backend.js';
import { completeHolder } from './http-lock.js';

/**
 * A failure for a state over HTTP that is locked, with who holds the lock, where its server tells: Terraform shows the
 * ID alone. Any other as it is. Throws what `completeHolder` throws.
 */
export async function tellHolder(
  error: unknown,
  environment: Environment,
  variables: NodeJS.ProcessEnv,
): Promise<unknown> {
  if (!(error instanceof TerraformError)) return error;
  const refused = error.errors.find(({ summary }) => summary === 'Error acquiring the state lock');
  const holder = refused && readLock(refused.detail);
  if (holder === undefined) return error;
  const backend = locate(backendOf(environment.config.state), variables);
  error.message = explainHolder(await completeHolder(holder, backend, variables), environment.name);
  return error;
}
