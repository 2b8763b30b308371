/** What the checks of the `aws_iam_*` resources have in common. */
import type { Attributes, Refusal } from '../resource.js';
import { lengthBetween, matches } from './validate.js';

/** A name of IAM's, as the real provider judges it. */
export const iamName = (most: number) =>
  [lengthBetween(1, most), matches(/^[\w+=,.@-]*$/, 'must match [\\w+=,.@-]')] as const;

/** What the real provider takes and the sandbox doesn't. */
export function notModelled(config: Attributes, type: string, ...names: readonly string[]): Refusal[] {
  const given = names.filter((name) => {
    const value = config[name] ?? null;
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== '';
  });
  return given.map((name) => ({
    summary: `The sandbox does not model \`${name}\` of ${type}.`,
    attribute: [name],
  }));
}

/** The real provider makes up a name where none is given; the sandbox wants one. */
export const nameless = (config: Attributes, type: string): Refusal[] =>
  config['name'] === null || config['name'] === ''
    ? [{ summary: `The sandbox does not model ${type} without \`name\`.`, attribute: ['name'] }]
    : [];
