import { ENTITY_ID, REPLY_URL, USER_ROLE } from '../../../helpers/azuread.js';
import { createTenantWithApplication, GONE, NOBODY, refusalOf } from '../../../helpers/entra.js';

const INVALID = (property: string) =>
  `400 Request_BadRequest: Invalid value specified for property '${property}' of resource 'Application'.`;
const DUPLICATES = '400 Request_BadRequest: Request contains a property with duplicate values.';
const ENABLED =
  '400 CannotDeleteOrUpdateEnabledEntitlement: Permission (scope or role) cannot be deleted or updated unless disabled first.';

function setUp() {
  const made = createTenantWithApplication();
  const { id } = made.application;
  const { applications, servicePrincipals } = made.tenant;
  return {
    ...made,
    applications,
    id,
    update: (changes: Record<string, unknown>) => applications.update(id, changes),
    get: () => applications.get(id),
    enterSamlMode: () =>
      servicePrincipals.update(made.servicePrincipal.id, { preferredSingleSignOnMode: 'saml' }),
  };
}

test('a change is merged into nested objects and reaches the service principal', () => {
  const { tenant, update, get, servicePrincipal } = setUp();
  update({ displayName: 'Renamed', web: { redirectUris: [REPLY_URL] } });
  expect(get().web.homePageUrl).toMatch(/^https:\/\/\*\.signin/);
  expect(tenant.servicePrincipals.get(servicePrincipal.id)).toMatchObject({
    displayName: 'Renamed',
    replyUrls: [REPLY_URL],
  });
});

test('what is given out are copies', () => {
  const { get } = setUp();
  get().tags.push('mine');
  expect(get().tags).toEqual([]);
});

test('is listed by equality, without regard to case', async () => {
  const { applications, id } = setUp();
  expect(applications.list({ displayName: 'aws' }).map((each) => each.id)).toEqual([id]);
  expect(applications.list({ displayName: 'other' })).toEqual([]);
  expect(await refusalOf(() => applications.list({ notes: 'x' }))).toBe(
    "400 Request_UnsupportedQuery: Unsupported or invalid query filter clause specified for property 'notes'.",
  );
});

test('an identifier of an unverified domain waits for SAML mode', async () => {
  const { update, get, enterSamlMode } = setUp();
  expect(await refusalOf(() => update({ identifierUris: [ENTITY_ID] }))).toBe(
    `400 HostNameNotOnVerifiedDomain: Values of identifierUris property must use a verified domain of the organization or its subdomain: '${ENTITY_ID}'`,
  );
  enterSamlMode();
  update({ identifierUris: [ENTITY_ID] });
  expect(get().identifierUris).toEqual([ENTITY_ID]);
});

test.each(['https://test.example/app', 'https://sub.test.example'])('%s is of a verified domain', (uri) => {
  const { update, get } = setUp();
  update({ identifierUris: [uri] });
  expect(get().identifierUris).toEqual([uri]);
});

test('api:// stands for verified with the application id only', async () => {
  const { update, application } = setUp();
  update({ identifierUris: [`api://${application.appId}`] });
  for (const uri of ['api://something', 'nottest.example', 'https://nottest.example']) {
    expect(await refusalOf(() => update({ identifierUris: [uri] }))).toMatch(
      /^400 HostNameNotOnVerifiedDomain/,
    );
  }
});

test('refuses identifiers that are too long, twice in one application, or another application’s', async () => {
  const { tenant, update, enterSamlMode } = setUp();
  enterSamlMode();
  const tooLong = `https://test.example/${'x'.repeat(256)}`;
  expect(await refusalOf(() => update({ identifierUris: [tooLong] }))).toBe(INVALID('identifierUris'));
  expect(await refusalOf(() => update({ identifierUris: [ENTITY_ID, ENTITY_ID] }))).toBe(DUPLICATES);
  update({ identifierUris: [ENTITY_ID] });
  const other = tenant.applicationTemplates.instantiate('21ed01d2-ec13-4e9e-86c1-cd546719ebc4', {
    displayName: 'B',
  });
  expect(
    await refusalOf(() => tenant.applications.update(other.application.id, { identifierUris: [ENTITY_ID] })),
  ).toBe(
    '400 Request_BadRequest: Another object with the same value for property identifierUris already exists.',
  );
});

test('refuses reply URLs that are too long, too many or doubled', async () => {
  const { update } = setUp();
  const longest = `https://test.example/${'x'.repeat(235)}`;
  update({ web: { redirectUris: [longest] } });
  expect(await refusalOf(() => update({ web: { redirectUris: [`${longest}x`] } }))).toBe(
    INVALID('redirectUris'),
  );
  const many = Array.from({ length: 257 }, (_, index) => `${REPLY_URL}${index}`);
  expect(await refusalOf(() => update({ web: { redirectUris: many } }))).toBe(INVALID('redirectUris'));
  expect(await refusalOf(() => update({ web: { redirectUris: [REPLY_URL, REPLY_URL] } }))).toBe(DUPLICATES);
});

test('an enabled role or scope can be neither removed nor given another value', async () => {
  const { update, get } = setUp();
  const [user, access] = get().appRoles;
  expect(await refusalOf(() => update({ appRoles: [access] }))).toBe(ENABLED);
  expect(await refusalOf(() => update({ appRoles: [{ ...user, value: 'user' }, access] }))).toBe(ENABLED);
  expect(await refusalOf(() => update({ api: { oauth2PermissionScopes: [] } }))).toBe(ENABLED);
  expect(await refusalOf(() => update({ appRoles: [user, access, user] }))).toBe(DUPLICATES);
  update({ appRoles: [{ ...user, isEnabled: false }, access] });
  update({ appRoles: [access] });
  expect(get().appRoles.map(({ id }) => id)).not.toContain(USER_ROLE);
});

test('refuses what is read-only, what is not modelled, and what is not there', async () => {
  const { applications, update } = setUp();
  expect(await refusalOf(() => update({ appId: NOBODY }))).toBe(
    "400 Request_BadRequest: Property 'appId' is read-only and cannot be set.",
  );
  expect(await refusalOf(() => update({ samlMetadataUrl: 'https://x' }))).toBe(
    "501 NotImplemented: The sandbox does not model the property 'samlMetadataUrl' of resource 'Application'.",
  );
  expect(await refusalOf(() => update({ web: { redirectUriSettings: [{ uri: 'https://x' }] } }))).toBe(
    "501 NotImplemented: The sandbox does not model the property 'redirectUriSettings' of resource 'Application.web'.",
  );
  update({ optionalClaims: null, requiredResourceAccess: [], web: { oauth2AllowUrlPathMatching: false } });
  for (const work of [applications.get, applications.delete]) {
    expect(await refusalOf(() => work.call(applications, NOBODY))).toBe(GONE(NOBODY));
  }
});

test('owners are users and service principals', async () => {
  const { tenant, applications, id } = setUp();
  const { owners } = applications;
  const ada = tenant.users.get('ada@test.example').id;
  owners.add(id, ada);
  owners.add(id, tenant.caller.objectId);
  expect(owners.list(id).map((owner) => [owner.displayName, owner.type])).toEqual([
    ['Ada', 'User'],
    ['Federation deployer', 'ServicePrincipal'],
  ]);
  expect(await refusalOf(() => owners.add(id, ada))).toBe(
    "400 Request_BadRequest: One or more added object references already exist for the following modified properties: 'owners'.",
  );
  const group = tenant.groups.list({ displayName: 'Admins' })[0]?.id ?? '';
  expect(await refusalOf(() => owners.add(id, group))).toBe(
    `400 Request_BadRequest: The reference target 'Group_${group}' of type 'Group' is invalid for the 'owners' reference.`,
  );
  expect(await refusalOf(() => owners.add(id, NOBODY))).toBe(GONE(NOBODY));
  owners.remove(id, ada);
  expect(await refusalOf(() => owners.remove(id, ada))).toBe(GONE(ada));
  expect(await refusalOf(() => owners.list(NOBODY))).toBe(GONE(NOBODY));
});

test('deleting an application takes its service principal and assignments with it', async () => {
  const { tenant, applications, id, servicePrincipal } = setUp();
  const ada = tenant.users.get('ada@test.example').id;
  tenant.appRoleAssignments.create(servicePrincipal.id, { appRoleId: USER_ROLE, principalId: ada });
  applications.delete(id);
  expect(await refusalOf(() => tenant.servicePrincipals.get(servicePrincipal.id))).toBe(
    GONE(servicePrincipal.id),
  );
  expect(tenant.made()).toEqual([]);
});
