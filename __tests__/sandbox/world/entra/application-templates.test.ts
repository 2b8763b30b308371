import { IDENTITY_CENTER, USER_ROLE } from '../../../helpers/azuread.js';
import {
  createTenantWithApplication,
  createTestTenant,
  GONE,
  NOBODY,
  refusalOf,
} from '../../../helpers/entra.js';

test('an instantiated application starts as the gallery has it', () => {
  const { tenant, application, servicePrincipal } = createTenantWithApplication();
  expect(application).toMatchObject({
    applicationTemplateId: IDENTITY_CENTER,
    displayName: 'AWS',
    identifierUris: [],
    publisherDomain: 'test.example',
    web: {
      homePageUrl:
        'https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z',
      redirectUris: ['https://*.signin.aws.amazon.com/platform/saml/acs/*'],
    },
    appRoles: [
      { id: USER_ROLE, displayName: 'User', value: null, isEnabled: true, allowedMemberTypes: ['User'] },
      { id: 'e7f1a7f3-9eda-48e0-9963-bd67bf531afd', displayName: 'msiam_access', value: null },
    ],
    api: { oauth2PermissionScopes: [{ value: 'user_impersonation' }] },
  });
  expect(servicePrincipal).toMatchObject({
    appId: application.appId,
    appRoleAssignmentRequired: true,
    preferredSingleSignOnMode: null,
    preferredTokenSigningKeyThumbprint: null,
    keyCredentials: [],
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
    samlMetadataUrl: null,
  });
  expect(tenant.applications.owners.list(application.id)).toEqual([]);
  expect(tenant.servicePrincipals.owners.list(servicePrincipal.id)).toEqual([]);
});

test('the other template for AWS can be instantiated too', () => {
  const tenant = createTestTenant();
  const [template] = tenant.applicationTemplates.list({ displayName: 'aws single-account access' });
  const { application } = tenant.applicationTemplates.instantiate(template?.id ?? '', {
    displayName: 'Emergency',
  });
  expect(application.web.redirectUris).toEqual(['https://signin.aws.amazon.com/saml']);
});

test('refuses templates that the gallery does not have, and names that are empty or too long', async () => {
  const { applicationTemplates } = createTestTenant();
  expect(await refusalOf(() => applicationTemplates.get(NOBODY))).toBe(GONE(NOBODY));
  expect(await refusalOf(() => applicationTemplates.instantiate(NOBODY, { displayName: 'x' }))).toBe(
    GONE(NOBODY),
  );
  for (const displayName of ['', 'x'.repeat(257)]) {
    expect(await refusalOf(() => applicationTemplates.instantiate(IDENTITY_CENTER, { displayName }))).toBe(
      "400 Request_BadRequest: Invalid value specified for property 'displayName' of resource 'Application'.",
    );
  }
});
