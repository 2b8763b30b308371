/** What the provider's schema refuses. Unknown arguments are absent from a configuration, those left out are null. */
import type { Attributes, Refusal, Value } from '../resource.js';
import { isGuid } from './ids.js';
import { texts } from './values.js';

/** What is wrong with a string, or null. */
export type Rule = (value: string, argument: string) => string | null;

/** Judges a string, or each string of a collection. */
export function check(
  value: Value | undefined,
  argument: string,
  rule: Rule,
  at: readonly (string | number)[] = [argument],
): Refusal[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => check(each, `${argument}.${index}`, rule, at));
  }
  const summary = typeof value === 'string' ? rule(value, argument) : null;
  return summary === null ? [] : [{ summary, attribute: at }];
}

export const guid: Rule = (value, argument) =>
  isGuid(value) ? null : `expected "${argument}" to be a valid UUID, got ${value}`;

export const notEmpty: Rule = (value, argument) =>
  value === '' ? `expected "${argument}" to not be an empty string, got ` : null;

export const oneOf =
  (...allowed: readonly string[]): Rule =>
  (value, argument) =>
    allowed.includes(value)
      ? null
      : `expected ${argument} to be one of [${allowed.map((each) => `"${each}"`).join(' ')}], got ${value}`;

export const atMost =
  (length: number): Rule =>
  (value, argument) =>
    value.length <= length
      ? null
      : `expected length of ${argument} to be in the range (0 - ${length}), got ${value}`;

export const httpUrl: Rule = (value, argument) => uri(value, argument, ['http', 'https']);

export const logoutUrl: Rule = (value, argument) =>
  httpUrl(value, argument) ??
  (value.length > 255 ? `URL must be 255 characters or less for "${argument}"` : null);

/** `schemes`: those allowed; none stands for all. */
export const redirectUri =
  (schemes: readonly string[], urn: boolean): Rule =>
  (value, argument) => {
    if (urn && /^urn:[^:]*:/.test(value)) return null;
    const wrong = uri(value, argument, schemes, true);
    if (wrong !== null) return wrong;
    return value.length > 256 ? `URI must be 256 characters or less for "${argument}"` : null;
  };

/** The provider's own limit, the same for applications and groups. */
export function tooManyOwners(owners: Value | undefined): Refusal[] {
  if (texts(owners).length <= 100) return [];
  return [
    {
      summary: 'Too many list items',
      detail: 'Attribute owners supports 100 item maximum.',
      attribute: ['owners'],
    },
  ];
}

/** Arguments of which one at most may be given. */
export function conflicting(config: Attributes, ...names: readonly string[]): Refusal[] {
  const [first, second] = names.filter((name) => isGiven(config[name]));
  if (first === undefined || second === undefined) return [];
  return [
    {
      summary: 'Conflicting configuration arguments',
      detail: `"${first}": conflicts with ${second}`,
      attribute: [first],
    },
  ];
}

/** Arguments of which exactly one is wanted. */
export function exactlyOne(config: Attributes, ...names: readonly string[]): Refusal[] {
  const given = names.filter((name) => isGiven(config[name]));
  const unknown = names.some((name) => config[name] === undefined);
  if (given.length === 1 || (given.length === 0 && unknown)) return [];
  const all = [...names].sort().join(',');
  return [
    {
      summary: 'Invalid combination of arguments',
      detail:
        given.length === 0
          ? `"${names[0]}": one of \`${all}\` must be specified`
          : `"${given[0]}": only one of \`${all}\` can be specified, but \`${given.sort().join(',')}\` were specified.`,
    },
  ];
}

/** What the real provider takes and the sandbox doesn't. */
export function unmodelled(config: Attributes, type: string, ...names: readonly string[]): Refusal[] {
  return names
    .filter((name) => isGiven(config[name]))
    .map((name) => ({ summary: `The sandbox does not model \`${name}\` of ${type}.`, attribute: [name] }));
}

/** Whether an argument is known and says something. */
export function isGiven(value: Value | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}

function uri(value: string, argument: string, schemes: readonly string[], slash = false): string | null {
  if (value === '') return `URI must not be empty for "${argument}"`;
  // By hand: the host of a reply URL may be a pattern.
  const [, scheme = '', path] = /^([a-z][a-z0-9+.-]*):\/\/[^/?#]+([^?#]*)/i.exec(value) ?? [];
  if (path === undefined) return `URI has no host for "${argument}"`;
  if (schemes.length === 0) return null;
  if (slash && path === '') {
    return `URI must have a trailing slash when there is no path segment for "${argument}"`;
  }
  return schemes.includes(scheme.toLowerCase())
    ? null
    : `unexpected URI scheme for "${argument}", expected one of: ${schemes.join(', ')}`;
}
