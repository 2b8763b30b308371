/** Attributes of a user that session tags can be made of on AWS's side (user guide, "Supported external identity provider attributes"). */
import { ENTERPRISE, type UserAttributes } from '../scim/user-attributes.js';

const PATHS = new Map<string, (user: UserAttributes) => string | undefined>(
  Object.entries({
    userName: ({ userName }) => userName,
    'name.familyName': ({ name }) => name.familyName,
    'name.givenName': ({ name }) => name.givenName,
    displayName: ({ displayName }) => displayName,
    nickName: ({ nickName }) => nickName,
    'emails[primary eq true].value': ({ emails }) => emails?.find(({ primary }) => primary)?.value,
    'addresses[type eq "work"].streetAddress': (user) => workAddress(user)?.streetAddress,
    'addresses[type eq "work"].locality': (user) => workAddress(user)?.locality,
    'addresses[type eq "work"].region': (user) => workAddress(user)?.region,
    'addresses[type eq "work"].postalCode': (user) => workAddress(user)?.postalCode,
    'addresses[type eq "work"].country': (user) => workAddress(user)?.country,
    'addresses[type eq "work"].formatted': (user) => workAddress(user)?.formatted,
    'phoneNumbers[type eq "work"].value': ({ phoneNumbers }) =>
      phoneNumbers?.find(({ type }) => type === 'work')?.value,
    userType: ({ userType }) => userType,
    title: ({ title }) => title,
    locale: ({ locale }) => locale,
    timezone: ({ timezone }) => timezone,
    'enterprise.employeeNumber': (user) => user[ENTERPRISE]?.employeeNumber,
    'enterprise.costCenter': (user) => user[ENTERPRISE]?.costCenter,
    'enterprise.organization': (user) => user[ENTERPRISE]?.organization,
    'enterprise.division': (user) => user[ENTERPRISE]?.division,
    'enterprise.department': (user) => user[ENTERPRISE]?.department,
    'enterprise.manager.value': (user) => user[ENTERPRISE]?.manager?.value,
  }),
);

const workAddress = ({ addresses }: UserAttributes) => addresses?.find(({ type }) => type === 'work');

/** What a source such as `${path:enterprise.department}` is of a user: nothing where the user has none, or no user can. */
export function valueAt(source: string, user: UserAttributes): string | undefined {
  const path = /^\$\{path:(.+)\}$/.exec(source)?.[1] ?? '';
  const value = PATHS.get(path)?.(user);
  return value === '' ? undefined : value;
}
