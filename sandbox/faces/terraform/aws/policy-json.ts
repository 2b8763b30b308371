/** When two IAM policy documents are the same to AWS, and so no change to Terraform. */
import type { Attributes } from '../resource.js';
import { text } from './attributes.js';

/** The document in one line, its keys sorted. Throws SyntaxError for what isn't JSON. */
export const compactJson = (policy: string): string => JSON.stringify(sortKeys(JSON.parse(policy)));

/**
 * Whether two documents differ only in white space and in the order of keys, of statements or of the values in a
 * list, or write one value with or without its list. Documents that aren't JSON are equal only if they are the same.
 */
export function samePolicy(one: string, other: string): boolean {
  if (one === other) return true;
  try {
    return canonical(JSON.parse(one)) === canonical(JSON.parse(other));
  } catch {
    return false;
  }
}

/** The policy as it was written before, where the new one means the same. Nothing where the new one isn't known yet. */
export function keptPolicy(argument: string, next: Attributes, before: Attributes): Attributes {
  const [policy, old] = [text(next, argument), text(before, argument)];
  if (policy === '') return {};
  return { [argument]: samePolicy(policy, old) ? old : policy };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const members = [...new Set(value.map(canonical))].sort();
    return members.length === 1 ? (members[0] ?? '') : `[${members.join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join()}}`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key])]),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
