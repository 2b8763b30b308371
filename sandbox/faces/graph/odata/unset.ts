/** Properties that Graph gives out on request and that the tenant has nothing of, by list. */

const nothing = (names: string): Record<string, unknown> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, null]));

export const UNSET: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  users: {
    ...nothing(
      'ageGroup city companyName consentProvidedForMinor country creationType employeeHireDate employeeId ' +
        'employeeOrgData employeeType externalUserState faxNumber onPremisesDistinguishedName onPremisesDomainName ' +
        'onPremisesImmutableId onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled ' +
        'onPremisesUserPrincipalName postalCode showInAddressList state streetAddress usageLocation',
    ),
    imAddresses: [],
    otherMails: [],
    proxyAddresses: [],
  },
  groups: nothing(
    'allowExternalSenders autoSubscribeNewMembers hideFromAddressLists hideFromOutlookClients onPremisesSyncEnabled',
  ),
  applications: nothing('oauth2RequirePostResponse'),
};
