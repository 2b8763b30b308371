/**
 * What the provider's schema refuses in nested blocks. `at` is where the block stands, such as `conditions.0.users.0.`;
 * empty at the top.
 */
import type { Attributes, Refusal } from '../resource.js';
import { check, isGiven, unmodelled, type Rule } from './validation.js';

/** Refusals point at the top-level block, which is as far as a reader needs to look. */
const top = (at: string): string[] => [at.replace(/\..*$/, '')];

/** Judges arguments by name. */
export const checkEach = (block: Attributes, at: string, rules: Readonly<Record<string, Rule>>): Refusal[] =>
  Object.entries(rules).flatMap(([name, rule]) => check(block[name], at + name, rule, top(at)));

/** What the real provider takes and the sandbox doesn't. */
export const unmodelledIn = (
  block: Attributes,
  type: string,
  at: string,
  ...names: readonly string[]
): Refusal[] => unmodelled(block, type, ...names).map((refusal) => ({ ...refusal, attribute: top(at) }));

/** Arguments of which one is wanted. */
export function atLeastOne(block: Attributes, at: string, ...names: readonly string[]): Refusal[] {
  if (names.some((name) => block[name] === undefined || isGiven(block[name]))) return [];
  return [missing(`"${at}${names[0]}": one of \`${list(at, names)}\` must be specified`)];
}

/** Arguments that are wanted together or not at all. */
export function allOrNone(block: Attributes, at: string, ...names: readonly string[]): Refusal[] {
  const given = names.find((name) => isGiven(block[name]));
  if (given === undefined || names.every((name) => block[name] === undefined || isGiven(block[name])))
    return [];
  return [missing(`"${at}${given}": all of \`${list(at, names)}\` must be specified`)];
}

const list = (at: string, names: readonly string[]): string =>
  names
    .map((name) => at + name)
    .sort()
    .join(',');

const missing = (detail: string): Refusal => ({ summary: 'Missing required argument', detail });
