import { entraConfiguration } from '../../../../helpers/azuread.js';
import { azureadResource } from '../../../../helpers/azuread-resources.js';
import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';

const POLICY = 'azuread_claims_mapping_policy.tags';
const ASSIGNMENT = 'azuread_service_principal_claims_mapping_policy_assignment.tags';

const definition = (attribute: string): string =>
  JSON.stringify({
    ClaimsMappingPolicy: {
      Version: 1,
      IncludeBasicClaimSet: 'true',
      ClaimsSchema: [{ Source: 'user', ID: attribute, SamlClaimType: 'https://aws.example/Team' }],
    },
  });
const policy = (attribute: string) => ({ display_name: 'Tags', definition: [definition(attribute)] });
const assignment = (name: string) => ({
  claims_mapping_policy_id: `\${azuread_claims_mapping_policy.${name}.id}`,
  service_principal_id: '${azuread_service_principal.aws.id}',
});
const both = { [POLICY]: policy('department'), [ASSIGNMENT]: assignment('tags') };

let served: ServedEntra;
const principal = () => served.entra.servicePrincipals.list({ displayName: 'AWS (test)' })[0]?.id ?? '';
const assigned = () => served.entra.claimsMappingPolicies.assigned(principal());

beforeEach(async () => {
  served = await serveEntra(entraConfiguration());
  await served.apply(entraConfiguration(both));
});
afterEach(() => served.stop());

test('are made, and then need no change', async () => {
  expect(assigned()).toEqual([
    { id: expect.any(String), displayName: 'Tags', definition: [definition('department')] },
  ]);
  expect((await served.terraform.plan()).actions).toEqual({});
});

test('a policy is edited in place, and its assignment stands', async () => {
  const [before] = assigned();
  const edited = entraConfiguration({
    ...both,
    [POLICY]: { ...policy('companyname'), display_name: 'Renamed' },
  });
  expect((await served.plan(edited)).actions).toEqual({ [POLICY]: 'update' });
  await served.terraform.apply();
  expect(assigned()).toEqual([
    { id: before?.id, displayName: 'Renamed', definition: [definition('companyname')] },
  ]);
});

test('another policy replaces the assignment', async () => {
  const other = 'azuread_claims_mapping_policy.other';
  const swapped = entraConfiguration({
    ...both,
    [other]: { ...policy('city'), display_name: 'Other' },
    [ASSIGNMENT]: assignment('other'),
  });
  expect((await served.plan(swapped)).actions).toEqual({ [other]: 'create', [ASSIGNMENT]: 'replace' });
  await served.terraform.apply();
  expect(assigned()).toMatchObject([{ displayName: 'Other' }]);
});

test('what someone took away in the portal is made again', async () => {
  const [made] = assigned();
  served.entra.claimsMappingPolicies.unassign(principal(), made?.id ?? '');
  expect((await served.terraform.plan()).actions).toEqual({ [ASSIGNMENT]: 'create' });
  served.entra.claimsMappingPolicies.delete(made?.id ?? '');
  expect((await served.terraform.plan()).actions).toEqual({ [POLICY]: 'create', [ASSIGNMENT]: 'create' });
});

test('both are imported by their ids; another form of id is refused', async () => {
  const [made] = assigned();
  await served.terraform.run('state', 'rm', POLICY, ASSIGNMENT);
  await served.terraform.import(POLICY, `/policies/claimsMappingPolicies/${made?.id}`);
  await served.terraform.import(
    ASSIGNMENT,
    `/servicePrincipals/${principal()}/claimsMappingPolicies/${made?.id}`,
  );
  expect((await served.terraform.plan()).actions).toEqual({});
  await served.terraform.run('state', 'rm', POLICY, ASSIGNMENT);
  await expect(served.terraform.import(POLICY, made?.id ?? '')).rejects.toThrow(
    /parsing the Claims Mapping Policy ID: expected the form/,
  );
  await expect(served.terraform.import(ASSIGNMENT, `${principal()}/x`)).rejects.toThrow(
    /parsing the Claims Mapping Policy Assignment ID: expected the form/,
  );
});

test('both can be destroyed', async () => {
  await served.apply(entraConfiguration());
  expect(served.entra.made().filter((line) => line.includes('claims'))).toEqual([]);
});

test('Graph’s refusal of a definition, and of a second policy for an application', async () => {
  const broken = entraConfiguration({ ...both, [POLICY]: { ...policy('city'), definition: ['{}'] } });
  await expect(served.apply(broken)).rejects.toThrow(
    /Could not update Policy Claims Mapping Policy[^]*Property\s+definition has an\s+invalid value/,
  );
  const second = entraConfiguration({
    ...both,
    'azuread_claims_mapping_policy.other': { ...policy('city'), display_name: 'Other' },
    'azuread_service_principal_claims_mapping_policy_assignment.other': assignment('other'),
  });
  await expect(served.apply(second)).rejects.toThrow(
    /Creating ClaimsMappingPolicyAssignment for Service Principal[^]*already\s+assigned/,
  );
});

test.each([
  [
    'azuread_claims_mapping_policy',
    { display_name: '', definition: [''] },
    [
      'expected "definition.0" to not be an empty string, got ',
      'expected "display_name" to not be an empty string, got ',
    ],
  ],
  [
    'azuread_service_principal_claims_mapping_policy_assignment',
    { claims_mapping_policy_id: 'x', service_principal_id: 'y' },
    [
      expect.stringMatching(
        /^expected "claims_mapping_policy_id" to have the form \/policies\/claimsMappingPolicies\/0/,
      ),
      expect.stringMatching(/^expected "service_principal_id" to have the form \/servicePrincipals\/0/),
    ],
  ],
])('%s: arguments that the provider refuses', (type, config, refusals) => {
  expect(
    azureadResource(type)
      .validate?.(config)
      .map(({ summary }) => summary),
  ).toEqual(refusals);
});
