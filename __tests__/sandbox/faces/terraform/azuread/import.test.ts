import { ENTITY_ID, entraConfiguration } from '../../../../helpers/azuread.js';
import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';

let served: ServedEntra;
/** Import ids by address, of what is already there. */
let ids: Record<string, string>;

beforeAll(async () => {
  served = await serveEntra(entraConfiguration());
  await served.terraform.apply();
  const { applications, servicePrincipals, groups, appRoleAssignments, users } = served.entra;
  const application = applications.list({ displayName: 'AWS (test)' })[0]?.id ?? '';
  const principal = servicePrincipals.list({ displayName: 'AWS (test)' })[0];
  const verify = principal?.keyCredentials.find(({ usage }) => usage === 'Verify');
  const assigned = (name: string) =>
    `/servicePrincipals/${principal?.id}/appRoleAssignedTo/${
      appRoleAssignments
        .list(principal?.id ?? '')
        .find(({ principalDisplayName }) => principalDisplayName === name)?.id
    }`;
  expect(users.get('ada@test.example').displayName).toBe('Ada');
  ids = {
    'azuread_application.aws': `/applications/${application}`,
    'azuread_service_principal.aws': `/servicePrincipals/${principal?.id}`,
    'azuread_application_identifier_uri.aws': `/applications/${application}/identifierUris/${btoa(ENTITY_ID)}`,
    'azuread_service_principal_token_signing_certificate.first': `${principal?.id}/tokenSigningCertificate/${verify?.keyId}`,
    'azuread_app_role_assignment.admins': assigned('Admins'),
    'azuread_app_role_assignment.ada': assigned('Ada'),
    'azuread_group.team': `/groups/${groups.list({ displayName: 'Team' })[0]?.id}`,
    'azuread_group.dynamic': `/groups/${groups.list({ displayName: 'Dynamic' })[0]?.id}`,
  };
});
afterAll(() => served.stop());

test('everything can be imported; then only what Graph doesn’t know is planned', async () => {
  const { terraform } = served;
  await terraform.run('state', 'rm', ...Object.keys(ids));
  for (const [address, id] of Object.entries(ids)) await terraform.import(address, id);
  expect((await terraform.plan()).actions).toEqual({
    'azuread_service_principal.aws': 'update', // use_existing
    'azuread_group.team': 'update', // prevent_duplicate_names
  });
  await terraform.apply();
  expect((await terraform.plan()).actions).toEqual({});
});

test.each([
  ['azuread_application.aws', 'abc', 'parsing the Application ID: expected the form\\s+/applications/0{8}-'],
  ['azuread_service_principal.aws', '/applications/x', 'parsing the Service Principal ID: expected the form'],
  ['azuread_group.team', '/groups/x', 'parsing the Group ID: expected the form'],
  [
    'azuread_application_identifier_uri.aws',
    '/applications/x',
    'parsing the Identifier URI ID: expected the form',
  ],
  [
    'azuread_service_principal_token_signing_certificate.first',
    'x/y',
    'parsing the Token Signing Certificate ID: expected the form',
  ],
  ['azuread_app_role_assignment.ada', 'x/y', 'parsing the App Role Assignment ID: expected the form'],
])('%s: another form of id is refused', async (address, id, refusal) => {
  await served.terraform.run('state', 'rm', address);
  await expect(served.terraform.import(address, id)).rejects.toThrow(new RegExp(refusal));
});
