import { accessDenied } from '../access.js';
import { AwsError } from '../aws-error.js';
import type { Session } from '../state.js';

/** What finds a user or group other than its id. */
export type AlternateIdentifier =
  | { readonly UniqueAttribute: { readonly AttributePath: string; readonly AttributeValue: string } }
  | { readonly ExternalId: { readonly Issuer: string; readonly Id: string } };

export interface Filter {
  readonly AttributePath: string;
  readonly AttributeValue: string;
}

export interface IdentityStoreInput {
  readonly IdentityStoreId: string;
}

/** Throws AccessDeniedException for an identity store that isn't there in the Region called. */
export function findIdentityStore(
  session: Session,
  operation: string,
  { IdentityStoreId }: IdentityStoreInput,
): void {
  const { state, caller } = session;
  if (caller.region === state.region && IdentityStoreId === state.identityStoreId) return;
  const arn = `arn:aws:identitystore::${caller.account}:identitystore/${IdentityStoreId}`;
  throw accessDenied(session, `identitystore:${operation}`, arn);
}

/**
 * The value looked for. Attribute paths don't mind case. External ids aren't modelled here: which issuer SCIM gives them
 * isn't known, so nothing is ever found by one.
 */
export function uniqueValue(identifier: AlternateIdentifier, attribute: string): string | undefined {
  if ('ExternalId' in identifier) return undefined;
  const { AttributePath, AttributeValue } = identifier.UniqueAttribute;
  if (AttributePath.toLowerCase() === attribute.toLowerCase()) return AttributeValue;
  throw new AwsError('ValidationException', `The attribute ${AttributePath} is not a unique attribute`);
}

/** Keeps what a list operation's filters name. AWS takes one filter, on one attribute. */
export function filterBy<Item>(
  items: Iterable<Item>,
  filters: readonly Filter[] = [],
  attribute: string,
  valueOf: (item: Item) => string,
): Item[] {
  const other = filters.find(({ AttributePath }) => AttributePath.toLowerCase() !== attribute.toLowerCase());
  if (other)
    throw new AwsError(
      'ValidationException',
      `The attribute ${other.AttributePath} is not supported as a filter`,
    );
  return [...items].filter((item) => filters.every(({ AttributeValue }) => AttributeValue === valueOf(item)));
}

export const notFound = (type: 'GROUP' | 'USER' | 'MEMBERSHIP'): AwsError =>
  new AwsError('ResourceNotFoundException', `${type} not found.`);
