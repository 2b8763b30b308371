import { error } from '../problem.js';
import type { ReadText } from '../read-text.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

/** Characters without white space that IAM takes of a role's inline policies together, and bytes in all that Identity Center takes. */
export const MAX_CHARACTERS = 10_240;
export const MAX_BYTES = 32_768;

/** An inline policy's file is there, holds a JSON object, and is not too long. */
export const validateInlinePolicies: Rule = ({ draft, inlinePolicies, locate }) =>
  [...inlinePolicies].flatMap(([handle, read]) => {
    const refusal = refuse(read);
    if (refusal === undefined) return [];
    const file = draft.permissionSets.entries.get(handle)?.inline ?? '';
    return [error(locate(['permissionSets', handle, 'inline']), `${quote(file)} ${refusal[0]}.`, refusal[1])];
  });

function refuse(read: ReadText): [string, string] | undefined {
  if ('refusal' in read) return [read.refusal, 'A path is relative to the file that names it.'];
  const { text } = read;
  if (!holdsObject(text))
    return [
      'does not hold a JSON object',
      'An inline policy is a JSON file such as { "Version": "2012-10-17", "Statement": [] }.',
    ];
  const characters = text.replace(/\s/g, '').length;
  if (characters > MAX_CHARACTERS)
    return [
      `has ${characters} characters without white space; AWS allows ${MAX_CHARACTERS}`,
      'Move a part of it to a customer managed policy.',
    ];
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) return [`has ${bytes} bytes; AWS allows ${MAX_BYTES}`, 'Indent it less.'];
  return undefined;
}

function holdsObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
