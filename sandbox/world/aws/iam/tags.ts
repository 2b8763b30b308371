/** Tags of IAM's objects. */
import { AwsError } from '../aws-error.js';
import { satisfy, limitExceeded } from './account.js';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** IAM's quota for one object. */
const MAX_TAGS = 50;

/** Adds tags or changes their values. Throws ValidationError, InvalidInput for a key given twice, or LimitExceeded. */
export function addTags(tags: Map<string, string>, added: readonly Tag[]): void {
  for (const [index, { Key, Value }] of added.entries()) {
    const member = `tags.${index + 1}.member`;
    satisfy(
      {
        member: `${member}.key`,
        value: Key,
        required: true,
        least: 1,
        most: 128,
        pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+',
      },
      {
        member: `${member}.value`,
        value: Value,
        required: true,
        most: 256,
        pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*',
      },
    );
  }
  const keys = added.map(({ Key }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length)
    throw new AwsError(
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  if (new Set([...tags.keys(), ...added.map(({ Key }) => Key)]).size > MAX_TAGS) {
    throw limitExceeded(`The number of tags has reached the maximum limit of ${MAX_TAGS}.`);
  }
  for (const { Key, Value } of added) tags.set(Key, Value);
}

export function removeTags(tags: Map<string, string>, keys: readonly string[]): void {
  for (const key of keys) tags.delete(key);
}

export const tagList = (tags: ReadonlyMap<string, string>): Tag[] =>
  [...tags].map(([Key, Value]) => ({ Key, Value }));
