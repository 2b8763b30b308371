/** What is refused while it is applied: the provider's own words, with Graph's in the detail. */
import type { Attributes } from '../../../../../sandbox/faces/terraform/resource.js';
import { IDENTITY_CENTER, USER_ROLE } from '../../../../helpers/azuread.js';
import {
  azureadResource as resource,
  createConnection as setUp,
  graph,
  refused,
} from '../../../../helpers/azuread-resources.js';
import { GONE, NOBODY } from '../../../../helpers/entra.js';

test('an application of a template that the gallery does not have', async () => {
  const { connection } = setUp();
  const { refusal } = await refused(
    resource('azuread_application').create(connection, { display_name: 'x', template_id: NOBODY }),
  );
  expect(refusal).toEqual({
    summary: `Could not find Application Template (Application Template: "${NOBODY}")`,
    attribute: ['template_id'],
  });
});

test('an application with an owner who is unknown is left half made', async () => {
  const { connection, entra } = setUp();
  const planned = {
    display_name: 'Mine',
    template_id: IDENTITY_CENTER,
    sign_in_audience: 'AzureADMyOrg',
    owners: [NOBODY],
  };
  const { refusal, left } = await refused(resource('azuread_application').create(connection, planned));
  const id = entra.applications.list({ displayName: 'Mine' })[0]?.id;
  expect(refusal).toEqual({
    summary: `Could not add owners to application with object ID: "${id}"`,
    detail: graph(GONE(NOBODY)),
  });
  expect(left).toMatchObject({ id: `/applications/${id}`, display_name: 'Mine', owners: [] });
});

test.each([
  ['azuread_application', { display_name: 'AWS', template_id: IDENTITY_CENTER }],
  ['azuread_group', { display_name: 'Admins', security_enabled: true }],
])('%s: a name that is taken, where duplicates are to be prevented', async (type, planned) => {
  const { connection, entra, application } = setUp();
  const id = type === 'azuread_group' ? entra.groups.list({ displayName: 'Admins' })[0]?.id : application.id;
  const { refusal } = await refused(
    resource(type).create(connection, { ...planned, prevent_duplicate_names: true }),
  );
  expect(refusal).toEqual({
    summary: `An existing "${type}" with name "${planned.display_name}" (ID: "${id}") was found and \`prevent_duplicate_names\` was specified`,
    detail: `To be managed with Terraform, it has to be imported into the state. See the documentation of "${type}".`,
    attribute: ['id'],
  });
});

test('a service principal that stands, without use_existing', async () => {
  const { connection, application, servicePrincipal } = setUp();
  const planned = { client_id: application.appId, use_existing: null };
  const { refusal } = await refused(resource('azuread_service_principal').create(connection, planned));
  expect(refusal.summary).toBe(`A resource with the ID "${servicePrincipal.id}" already exists`);
});

test('a service principal of no application', async () => {
  const { connection } = setUp();
  const { refusal } = await refused(
    resource('azuread_service_principal').create(connection, { client_id: NOBODY }),
  );
  expect(refusal).toEqual({
    summary: 'Could not create service principal',
    detail: graph(
      `400 Request_BadRequest: The appId '${NOBODY}' of the service principal does not reference a valid application object.`,
    ),
  });
});

test('use_existing makes deaf to a failed deletion', async () => {
  const { connection } = setUp();
  const { remove } = resource('azuread_service_principal');
  const id = `/servicePrincipals/${NOBODY}`;
  await remove(connection, { id, use_existing: true });
  const { refusal } = await refused(remove(connection, { id, use_existing: false }));
  expect(refusal).toEqual({
    summary: `Deleting Service Principal (Service Principal: "${NOBODY}")`,
    detail: graph(GONE(NOBODY)),
    attribute: ['id'],
  });
});

test('an identifier that the application has already', async () => {
  const { connection, entra, application } = setUp();
  entra.applications.update(application.id, { identifierUris: ['https://test.example'] });
  const planned = {
    application_id: `/applications/${application.id}`,
    identifier_uri: 'https://test.example',
  };
  await expect(resource('azuread_application_identifier_uri').create(connection, planned)).rejects.toThrow(
    `a resource with the ID "/applications/${application.id}/identifierUris/aHR0cHM6Ly90ZXN0LmV4YW1wbGU=" already exists - to be managed with Terraform it has to be imported into the state. See the documentation of "azuread_application_identifier_uri"`,
  );
});

test('an identifier that is gone can’t be deleted', async () => {
  const { connection, application } = setUp();
  const state = {
    id: `/applications/${application.id}/identifierUris/eA==`,
    application_id: `/applications/${application.id}`,
    identifier_uri: 'x',
  };
  const { remove, read } = resource('azuread_application_identifier_uri');
  expect(await read(connection, state)).toBeNull();
  await expect(remove(connection, state)).rejects.toThrow(
    `deleting Application IdentifierUri (Application ID: "${application.id}", IdentifierUri: "x"): could not identify existing identifier URI`,
  );
});

test('a certificate that ends too late', async () => {
  const { connection, servicePrincipal } = setUp();
  const planned = {
    service_principal_id: `/servicePrincipals/${servicePrincipal.id}`,
    end_date: '2031-01-01T00:00:00Z',
  };
  const { create } = resource('azuread_service_principal_token_signing_certificate');
  const { refusal } = await refused(create(connection, planned));
  expect(refusal).toEqual({
    summary: `Could not add token signing certificate to Service Principal (Service Principal: "${servicePrincipal.id}")`,
    detail: graph('400 KeyCredentialsInvalidEndDate: Key credential end date is invalid.'),
  });
});

test('assignments to nothing, of nobody, and twice', async () => {
  const { connection, entra, servicePrincipal } = setUp();
  const { create } = resource('azuread_app_role_assignment');
  const planned: Attributes = {
    app_role_id: USER_ROLE,
    principal_object_id: entra.users.get('ada@test.example').id,
    resource_object_id: servicePrincipal.id,
  };
  expect((await refused(create(connection, { ...planned, resource_object_id: NOBODY }))).refusal).toEqual({
    summary: `Service principal not found for resource (Object ID: "${NOBODY}")`,
    attribute: ['principal_object_id'],
  });
  expect((await refused(create(connection, { ...planned, principal_object_id: NOBODY }))).refusal).toEqual({
    summary: 'Could not create app role assignment',
    detail: graph(GONE(NOBODY)),
  });
  await create(connection, planned);
  expect((await refused(create(connection, planned))).refusal).toEqual({
    summary: 'Could not create app role assignment',
    detail: graph('400 Request_BadRequest: Permission being assigned already exists on the object'),
  });
});

test('a group with a member who is unknown is left half made', async () => {
  const { connection, entra } = setUp();
  const planned = { display_name: 'Team', security_enabled: true, members: [NOBODY] };
  const { refusal, left } = await refused(resource('azuread_group').create(connection, planned));
  const id = entra.groups.list({ displayName: 'Team' })[0]?.id;
  expect(refusal).toEqual({
    summary: `Could not add members to group with object ID: "${id}"`,
    detail: graph(GONE(NOBODY)),
  });
  expect(left).toMatchObject({ id: `/groups/${id}`, members: [] });
});

test('a rule that the tenant cannot evaluate', async () => {
  const { connection } = setUp();
  const planned = {
    display_name: 'Team',
    security_enabled: true,
    types: ['DynamicMembership'],
    dynamic_membership: [{ enabled: true, rule: 'user.city -eq "Bern"' }],
  };
  const { refusal } = await refused(resource('azuread_group').create(connection, planned));
  expect(refusal.summary).toBe('Creating group "Team"');
  expect(refusal.detail).toMatch(
    /^unexpected status 501 \(501 Not Implemented\) with error: NotImplemented: /,
  );
});
