/** What a SAML token says of a user. */
import type { ClaimsDefinition, ClaimsSchemaEntry } from '../claims-definition.js';
import type { User } from '../objects.js';
import { notModelled } from './sign-in-error.js';

export interface Claim {
  readonly name: string;
  readonly values: readonly string[];
}

export interface NameId {
  readonly format: string;
  readonly value: string;
}

/** Who has signed in, and how. */
export interface SignedIn {
  readonly user: User;
  /** Values of the application's roles that the user has. */
  readonly roles: readonly string[];
  readonly multipleFactors: boolean;
}

const MICROSOFT = 'http://schemas.microsoft.com';
const IDENTITY = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const NAME_IDENTIFIER = `${IDENTITY}/nameidentifier`;
const NAME_ID_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format';
const ADDRESSES = ['mail', 'userprincipalname'];

/** By the id that a claims mapping policy calls them. */
const USER_SOURCES: Readonly<Record<string, (user: User) => string | null>> = {
  department: (user) => user.department,
  displayname: (user) => user.displayName,
  givenname: (user) => user.givenName,
  jobtitle: (user) => user.jobTitle,
  mail: (user) => user.mail,
  mailnickname: (user) => user.mailNickname,
  objectid: (user) => user.id,
  surname: (user) => user.surname,
  userprincipalname: (user) => user.userPrincipalName,
};

/**
 * Attributes of the token, in the order that captured tokens have: the core claims, the basic ones unless the policy
 * leaves them out, and the policy's. One without a value is left out. Which of them belong to the core is UNVERIFIED, and
 * so is whether Entra also sends its own `role` claim; here it doesn't.
 *
 * @throws SignInError for what a policy may say and this tenant doesn't model.
 */
export function resolveClaims(
  signedIn: SignedIn,
  { tenantId, entityId }: { readonly tenantId: string; readonly entityId: string },
  policy: ClaimsDefinition,
): Claim[] {
  const core = coreClaims(signedIn, tenantId, entityId);
  const own = policy.claims.flatMap((entry) => policyClaim(entry, signedIn));
  const names = [...core, ...own].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw notModelled(`two claims with the name '${twice}'`);
  const basic = policy.includesBasicClaims ? basicClaims(signedIn.user) : [];
  return [...core, ...basic.filter(({ name }) => !names.includes(name)), ...own].filter(
    ({ name, values }) => name !== NAME_IDENTIFIER && values.length > 0,
  );
}

/**
 * The user principal name, unless the policy has a claim `nameidentifier` with a value. Its format follows the source;
 * for others than addresses it is UNVERIFIED.
 */
export function resolveNameId(signedIn: SignedIn, policy: ClaimsDefinition): NameId {
  const entry = policy.claims.find(({ SamlClaimType: type }) => type === NAME_IDENTIFIER);
  const value = entry && policyClaim(entry, signedIn)[0]?.values[0];
  if (entry && value !== undefined) {
    const isAddress = 'ID' in entry && ADDRESSES.includes(entry.ID);
    return { format: `${NAME_ID_FORMAT}:${isAddress ? 'emailAddress' : 'unspecified'}`, value };
  }
  if (!policy.includesBasicClaims) throw notModelled('name identifiers without the basic claims');
  return { format: `${NAME_ID_FORMAT}:emailAddress`, value: signedIn.user.userPrincipalName };
}

function coreClaims({ user, multipleFactors }: SignedIn, tenantId: string, entityId: string): Claim[] {
  const methods = [`${MICROSOFT}/ws/2008/06/identity/authenticationmethod/password`];
  if (multipleFactors) methods.push(`${MICROSOFT}/claims/multipleauthn`);
  return [
    claim(`${MICROSOFT}/identity/claims/tenantid`, tenantId),
    claim(`${MICROSOFT}/identity/claims/objectidentifier`, user.id),
    claim(`${MICROSOFT}/identity/claims/displayname`, user.displayName),
    claim(`${MICROSOFT}/identity/claims/identityprovider`, entityId),
    { name: `${MICROSOFT}/claims/authnmethodsreferences`, values: methods },
  ];
}

const basicClaims = (user: User): Claim[] => [
  claim(`${IDENTITY}/givenname`, user.givenName),
  claim(`${IDENTITY}/surname`, user.surname),
  claim(`${IDENTITY}/emailaddress`, user.mail),
  claim(`${IDENTITY}/name`, user.userPrincipalName),
];

/** None for a claim of other tokens only. */
function policyClaim(entry: ClaimsSchemaEntry, { user, roles }: SignedIn): Claim[] {
  const { SamlClaimType: name } = entry;
  if (!name) return [];
  if ('Value' in entry) return [claim(name, entry.Value)];
  if (entry.Source !== 'user') throw notModelled(`claims from the source '${entry.Source}'`);
  if (entry.ID === 'assignedroles') return [{ name, values: roles }];
  const source = Object.hasOwn(USER_SOURCES, entry.ID) ? USER_SOURCES[entry.ID] : undefined;
  if (!source) throw notModelled(`claims from the user's '${entry.ID}'`);
  return [claim(name, source(user))];
}

const claim = (name: string, value: string | null): Claim => ({ name, values: value ? [value] : [] });
