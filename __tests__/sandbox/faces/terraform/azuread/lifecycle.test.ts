import { ENTITY_ID, entraConfiguration, REPLY_URL, USER_ROLE } from '../../../../helpers/azuread.js';
import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';

let served: ServedEntra;
beforeAll(async () => {
  served = await serveEntra(entraConfiguration());
  await served.terraform.apply();
});
afterAll(() => served.stop());

test('the tenant has what was applied', () => {
  const { applications, servicePrincipals, appRoleAssignments, groups } = served.entra;
  const [application] = applications.list({ displayName: 'AWS (test)' });
  const [principal] = servicePrincipals.list({ appId: application?.appId });
  expect(application).toMatchObject({
    identifierUris: [ENTITY_ID],
    web: {
      homePageUrl:
        'https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z',
      redirectUris: [REPLY_URL],
    },
    appRoles: [{ id: USER_ROLE }, {}],
    api: { oauth2PermissionScopes: [{ value: 'user_impersonation' }] },
  });
  expect(principal).toMatchObject({
    appRoleAssignmentRequired: true,
    preferredSingleSignOnMode: 'saml',
    preferredTokenSigningKeyThumbprint: null,
    loginUrl: 'https://test.awsapps.com/start',
    notificationEmailAddresses: ['ada@test.example', 'bob@test.example'],
    samlSingleSignOnSettings: { relayState: 'https://console.aws.amazon.com/' },
    tags: [
      'WindowsAzureActiveDirectoryIntegratedApp',
      'WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1',
    ],
    keyCredentials: [
      { displayName: 'CN=first', endDateTime: '2028-01-01T00:00:00Z' },
      { displayName: 'CN=first', endDateTime: '2028-01-01T00:00:00Z' },
    ],
  });
  const names = (principals: readonly { displayName: string }[]) =>
    principals.map((each) => each.displayName).sort();
  expect(names(applications.owners.list(application?.id ?? ''))).toEqual(['Bob', 'Eve']);
  expect(names(servicePrincipals.owners.list(principal?.id ?? ''))).toEqual(['Bob', 'Eve']);
  const assigned = appRoleAssignments.list(principal?.id ?? '').map((each) => each.principalDisplayName);
  expect(assigned.sort()).toEqual(['Ada', 'Admins']);
  const [team, dynamic] = ['Team', 'Dynamic'].map((displayName) => groups.list({ displayName })[0]?.id ?? '');
  expect(names(groups.members(team ?? ''))).toEqual(['Ada']);
  expect(names(groups.owners(team ?? ''))).toEqual(['Bob', 'Eve']);
  expect(names(groups.members(dynamic ?? ''))).toEqual(['Ada']);
  expect(names(groups.owners(dynamic ?? ''))).toEqual(['Federation deployer']);
});

test('the second plan is empty', async () => {
  expect((await served.terraform.plan()).actions).toEqual({});
});

test('destroy leaves nothing behind', async () => {
  await served.terraform.destroy();
  expect(served.entra.made()).toEqual([]);
});
