/** How long operations go on, as the plugin SDK has it. */
import type { Attributes, Value } from './resource.js';
import { isObject } from './protocol/values.js';

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** For how many seconds an operation goes on: what `timeouts` says, or the provider's own default. */
export function timeoutOf(attributes: Attributes, operation: string, standard: number): number {
  const given = text(attributes['timeouts'], operation);
  const parts = [...given.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  if (parts.length === 0) return standard;
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (SECONDS[unit] ?? 0), 0);
}

function text(timeouts: Value | undefined, operation: string): string {
  const value = isObject(timeouts) ? timeouts[operation] : undefined;
  return typeof value === 'string' ? value : '';
}

export const timedOut = (target: string, last: string, timeout: number): string =>
  `timeout while waiting for state to become '${target}' (last state: '${last}', timeout: ${duration(timeout)})`;

/** As Go prints it: `5m0s`. */
function duration(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  return `${hours > 0 ? `${hours}h` : ''}${minutes > 0 ? `${minutes % 60}m` : ''}${seconds % 60}s`;
}
