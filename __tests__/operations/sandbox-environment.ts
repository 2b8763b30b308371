import type { Environment } from '../../model/environment.js';
import { loadEnvironment } from '../../model/load.js';

/** The environment of config/sandbox.yaml, on a day on which it is fine. */
export function loadSandboxEnvironment(): Environment {
  const { environment, problems } = loadEnvironment('config', 'sandbox', { today: new Date('2026-11-01') });
  if (environment === undefined) throw new Error(JSON.stringify(problems));
  return environment;
}
