import { createTenantWithApplication, GONE, NOBODY, refusalOf } from '../../../helpers/entra.js';

test('one that was deleted can be made anew, with Graph’s defaults and the application’s tags', () => {
  const { tenant, application, servicePrincipal } = createTenantWithApplication();
  tenant.servicePrincipals.delete(servicePrincipal.id);
  tenant.applications.update(application.id, { tags: ['HideApp'] });
  const again = tenant.servicePrincipals.create({ appId: application.appId, loginUrl: 'https://x.example' });
  expect(again).toMatchObject({
    appRoleAssignmentRequired: false,
    displayName: 'AWS',
    loginUrl: 'https://x.example',
    tags: ['HideApp'],
  });
  expect(again.id).not.toBe(servicePrincipal.id);
});

test('an application has one at most', async () => {
  const { tenant, application } = createTenantWithApplication();
  expect(await refusalOf(() => tenant.servicePrincipals.create({ appId: application.appId }))).toBe(
    `409 Request_MultipleObjectsWithSameKeyValue: The service principal cannot be created, updated, or restored because the service principal name ${application.appId} is already in use.`,
  );
  expect(await refusalOf(() => tenant.servicePrincipals.create({ appId: NOBODY }))).toBe(
    `400 Request_BadRequest: The appId '${NOBODY}' of the service principal does not reference a valid application object.`,
  );
});

test('is listed by the id of its application', () => {
  const { tenant, application, servicePrincipal } = createTenantWithApplication();
  const listed = tenant.servicePrincipals.list({ appId: application.appId });
  expect(listed.map(({ id }) => id)).toEqual([servicePrincipal.id]);
});

test('identifier URIs are among its names', () => {
  const { tenant, application, servicePrincipal } = createTenantWithApplication();
  tenant.applications.update(application.id, { identifierUris: ['https://test.example/aws'] });
  expect(tenant.servicePrincipals.get(servicePrincipal.id).servicePrincipalNames).toEqual([
    'https://test.example/aws',
    application.appId,
  ]);
});

test('refuses values and properties that Graph would', async () => {
  const { tenant, servicePrincipal } = createTenantWithApplication();
  const update = (changes: Record<string, unknown>) =>
    tenant.servicePrincipals.update(servicePrincipal.id, changes);
  expect(await refusalOf(() => update({ preferredSingleSignOnMode: 'SAML' }))).toBe(
    "400 Request_BadRequest: Invalid value specified for property 'preferredSingleSignOnMode' of resource 'ServicePrincipal'.",
  );
  expect(await refusalOf(() => update({ preferredTokenSigningKeyThumbprint: 'AB'.repeat(20) }))).toBe(
    "400 Request_BadRequest: Invalid value specified for property 'preferredTokenSigningKeyThumbprint' of resource 'ServicePrincipal'.",
  );
  expect(await refusalOf(() => update({ keyCredentials: [{ keyId: NOBODY }] }))).toBe(
    '501 NotImplemented: The sandbox does not model adding keyCredentials by PATCH: use addTokenSigningCertificate.',
  );
  expect(await refusalOf(() => update({ displayName: 'x' }))).toBe(
    "501 NotImplemented: The sandbox does not model the property 'displayName' of resource 'ServicePrincipal'.",
  );
  expect(await refusalOf(() => update({ appId: NOBODY }))).toBe(
    "400 Request_BadRequest: Property 'appId' is read-only and cannot be set.",
  );
  expect(await refusalOf(() => tenant.servicePrincipals.delete(NOBODY))).toBe(GONE(NOBODY));
});
