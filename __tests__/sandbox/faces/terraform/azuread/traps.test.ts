/** What the provider's defaults do to a gallery application, unless the configuration prevents it. */
import { applicationBlock, entraConfiguration, servicePrincipalBlock } from '../../../../helpers/azuread.js';
import { NOBODY } from '../../../../helpers/entra.js';
import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';

let served: ServedEntra;
afterEach(() => served.stop());

async function applied(changes: Parameters<typeof entraConfiguration>[0]): Promise<object> {
  const configuration = entraConfiguration(changes);
  served = await serveEntra(configuration);
  await served.terraform.apply();
  return configuration;
}
const application = () => served.entra.applications.list({ displayName: 'AWS (test)' })[0];
const servicePrincipal = () => served.entra.servicePrincipals.list({ displayName: 'AWS (test)' })[0];
const withoutLifecycle = (...ignored: string[]) => ({
  ...applicationBlock,
  lifecycle: { ignore_changes: ignored },
});

test('without ignore_changes the next plan removes the template’s roles, which strands every assignment', async () => {
  const configuration = await applied({
    'azuread_application.aws': withoutLifecycle('identifier_uris', 'api'),
  });
  const { actions, json } = await served.plan(configuration);
  expect(actions).toEqual({ 'azuread_application.aws': 'update' });
  const change = json.resource_changes?.find(({ address }) => address === 'azuread_application.aws')?.change;
  expect(change).toMatchObject({ before: { app_role: [{}, {}] }, after: { app_role: [] } });
  await served.terraform.apply();
  expect(application()?.appRoles).toEqual([]);
});

test('without ignore_changes the next plan removes the template’s scope', async () => {
  const configuration = await applied({
    'azuread_application.aws': withoutLifecycle('identifier_uris', 'app_role'),
  });
  expect((await served.plan(configuration)).actions).toEqual({ 'azuread_application.aws': 'update' });
  await served.terraform.apply();
  expect(application()?.api.oauth2PermissionScopes).toEqual([]);
});

test('without ignore_changes the next plan takes the identifier away', async () => {
  const configuration = await applied({ 'azuread_application.aws': withoutLifecycle('app_role', 'api') });
  expect((await served.plan(configuration)).actions).toEqual({ 'azuread_application.aws': 'update' });
});

test('roles that are declared as the template has them are no difference', async () => {
  const role = (id: string, name: string) => ({
    id,
    allowed_member_types: ['User'],
    description: name,
    display_name: name,
  });
  const configuration = await applied({
    'azuread_application.aws': {
      ...withoutLifecycle('identifier_uris', 'api'),
      app_role: [
        role('e7f1a7f3-9eda-48e0-9963-bd67bf531afd', 'msiam_access'),
        role('8774f594-1d59-4279-b9d9-59ef09a23530', 'User'),
      ],
    },
  });
  expect((await served.plan(configuration)).actions).toEqual({});
  expect(application()?.appRoles).toHaveLength(2);
});

test('a home page that is not repeated is cleared', async () => {
  const web = { redirect_uris: applicationBlock.web.redirect_uris };
  await applied({ 'azuread_application.aws': { ...applicationBlock, web } });
  expect(application()?.web.homePageUrl).toBeNull();
});

test('a service principal that says nothing loses the template’s tags and lets everyone in', async () => {
  const { client_id, use_existing, preferred_single_sign_on_mode } = servicePrincipalBlock;
  const configuration = await applied({
    'azuread_service_principal.aws': { client_id, use_existing, preferred_single_sign_on_mode },
  });
  expect(servicePrincipal()).toMatchObject({ tags: [], appRoleAssignmentRequired: false });
  expect((await served.plan(configuration)).actions).toEqual({});
});

test('without use_existing the template’s service principal stands in the way', async () => {
  const configuration = entraConfiguration({
    'azuread_service_principal.aws': { ...servicePrincipalBlock, use_existing: false },
  });
  served = await serveEntra(configuration);
  await expect(served.terraform.apply()).rejects.toThrow(
    /A resource with the ID "[0-9a-f-]{36}" already exists/,
  );
});

test('an identifier that does not wait for SAML mode is refused', async () => {
  const configuration = entraConfiguration({
    'azuread_service_principal.aws': { ...servicePrincipalBlock, preferred_single_sign_on_mode: null },
  });
  served = await serveEntra(configuration);
  await expect(served.terraform.apply()).rejects.toThrow(/HostNameNotOnVerifiedDomain/);
});

test('a group that was left half made is replaced once the configuration is right', async () => {
  const team = { display_name: 'Team', security_enabled: true, members: [NOBODY] };
  served = await serveEntra(entraConfiguration({ 'azuread_group.team': team }));
  await expect(served.terraform.apply()).rejects.toThrow(/Could not add members to group/);
  const { actions } = await served.plan(
    entraConfiguration({ 'azuread_group.team': { ...team, members: [] } }),
  );
  expect(actions).toEqual({ 'azuread_group.team': 'replace' });
});
