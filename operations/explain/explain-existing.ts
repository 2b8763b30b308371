/** Terraform means to make what a cloud has already, and its state doesn't know: in config words, with the way on. */
import type { Diagnostic } from '../terraform-message.js';
import type { Subject } from './describe-address.js';
import type { Surroundings } from './surroundings.js';

/**
 * As the providers and the clouds say it: Graph's refusals of a second assignment, azuread's `prevent_duplicate_names`,
 * IAM's `EntityAlreadyExists`, what sso-admin has under the name, and what aws finds before it makes it.
 */
const EXISTS =
  /already exists|already attached|EntityAlreadyExists|`prevent_duplicate_names` was specified|(has|needs) to be imported into the state/i;

/** Another application has the identifier: nothing of this program's. */
const ELSEWHERE = /same value for property identifierUris/;

export const isExisting = ({ summary, detail }: Pick<Diagnostic, 'summary' | 'detail'>): boolean =>
  EXISTS.test(`${summary} ${detail}`) && !ELSEWHERE.test(detail);

export function explainExisting(
  { type, words }: Subject,
  { environment }: Pick<Surroundings, 'environment'>,
): string {
  const cloud = type.startsWith('azuread_') ? 'Entra' : 'AWS';
  return [
    `${words.charAt(0).toUpperCase()}${words.slice(1)} exists in ${cloud} already, and the state doesn’t know it.`,
    `  To take it over instead of making it anew: federation plan ${environment?.name ?? '<environment>'} --import`,
  ].join('\n');
}
