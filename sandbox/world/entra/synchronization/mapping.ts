/** What of a user and a group goes to AWS: the default attribute mappings of the gallery application. */
import type { Group, User } from '../objects.js';

/** A resource of SCIM, by attribute. */
export type Resource = Readonly<Record<string, unknown>>;

/** Values by their paths. */
export type Attributes = Readonly<Record<string, unknown>>;

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What has no value isn't sent, so that taking an attribute away in Entra leaves it in AWS. */
export function scimUser(user: User): Resource {
  const phones = [
    ...user.businessPhones.map((value) => ({ type: 'work', value })),
    ...(user.mobilePhone === null ? [] : [{ type: 'mobile', value: user.mobilePhone }]),
  ];
  return withoutNothing({
    schemas: [`${CORE}:User`, ENTERPRISE],
    externalId: user.mailNickname,
    userName: user.userPrincipalName,
    active: user.accountEnabled,
    displayName: user.displayName,
    title: user.jobTitle,
    name: withoutNothing({
      givenName: user.givenName,
      familyName: user.surname,
      formatted: [user.givenName, user.surname].filter((part) => part !== null).join(' '),
    }),
    emails: user.mail === null ? null : [{ type: 'work', primary: true, value: user.mail }],
    phoneNumbers: phones.length === 0 ? null : phones,
    [ENTERPRISE]: user.department === null ? null : { department: user.department },
  });
}

export const scimGroup = (group: Group): Resource => ({
  schemas: [`${CORE}:Group`],
  externalId: group.id,
  displayName: group.displayName,
});

/** Each value by its path, as a PATCH names it: `name.givenName`, `emails[type eq "work"].value`. */
export function attributesOf(resource: Resource, prefix = ''): Attributes {
  const parts = Object.entries(resource).map(([name, value]): Attributes => {
    const path = `${prefix}${name}`;
    if (Array.isArray(value)) return Object.assign({}, ...value.map((element) => elementOf(path, element)));
    if (!isResource(value)) return { [path]: value };
    return attributesOf(value, `${path}${name.startsWith('urn:') ? ':' : '.'}`);
  });
  return Object.assign({}, ...parts) as Attributes;
}

/** The attributes of `wanted` that `current` has otherwise. */
export const changedAttributes = (current: Attributes, wanted: Attributes): Attributes =>
  Object.fromEntries(Object.entries(wanted).filter(([path, value]) => current[path] !== value));

/** Of a list's elements only those with a type have values of their own; what else is listed is no attribute. */
function elementOf(path: string, element: unknown): Attributes {
  if (!isResource(element) || element['type'] === undefined) return {};
  const { type, ...values } = element;
  return attributesOf(values, `${path}[type eq "${String(type)}"].`);
}

const isResource = (value: unknown): value is Resource => typeof value === 'object' && value !== null;

const withoutNothing = (resource: Resource): Resource =>
  Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== null && value !== ''));
