/** Rules of dynamic membership groups, as far as the tenant evaluates them: `user.<attribute> -eq "value"`. */
import { badRequest, notModelled } from './graph-error.js';
import type { User } from './objects.js';

const ATTRIBUTES = [
  'department',
  'displayName',
  'givenName',
  'jobTitle',
  'surname',
  'userPrincipalName',
] as const;
const SHAPE = /^\(?\s*user\.(?<attribute>[A-Za-z]+)\s+-eq\s+"(?<value>[^"]*)"\s*\)?$/i;

/** Entra's limit on the length of a rule. */
const MAX_LENGTH = 3072;

/** Says which users are members. Throws for a rule that is too long, or that the tenant can't evaluate. */
export function membershipRule(rule: string): (user: User) => boolean {
  if (rule.length > MAX_LENGTH) throw badRequest('The membership rule is longer than 3072 characters.');
  const parts = SHAPE.exec(rule.trim())?.groups;
  const attribute = ATTRIBUTES.find((name) => name.toLowerCase() === parts?.['attribute']?.toLowerCase());
  if (parts === undefined || attribute === undefined) {
    throw notModelled(
      `the membership rule '${rule}'. It evaluates user.<attribute> -eq "value", with one of the attributes ${ATTRIBUTES.join(', ')}`,
    );
  }
  const wanted = parts['value']?.toLowerCase();
  return (user) => user[attribute]?.toLowerCase() === wanted;
}
