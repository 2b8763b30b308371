/** Session tags, from the config to both clouds. */
import { loadConfig, smallConfig, type SmallConfig } from '../helpers/config.js';
import { callerIn, instanceArn, management } from '../helpers/aws.js';
import { createFederation, type Federation } from '../helpers/federation.js';
import { addressesOf, synthesize } from '../helpers/synthesize.js';

const POLICY = 'azuread_claims_mapping_policy.claims';
const ASSIGNMENT = 'azuread_service_principal_claims_mapping_policy_assignment.claims-assignment';
const MAPPING = 'aws_ssoadmin_instance_access_control_attributes.access-control-attributes';
const PREFIX = 'https://aws.amazon.com/SAML/Attributes/AccessControl:';

function withAttributes(
  entra: Record<string, string> | undefined,
  aws: Record<string, string> | undefined,
): SmallConfig {
  const config = smallConfig();
  Object.assign(config.entra, { attributes: entra });
  Object.assign(config.aws.identityCenter, { attributes: aws });
  return config;
}

describe('in the stack', () => {
  test('Entra sends its tags beside the basic claims, in one order whatever the config’s', () => {
    const definitionOf = (attributes: Record<string, string>) =>
      synthesize(loadConfig(withAttributes(attributes, undefined))).resource[
        'azuread_claims_mapping_policy'
      ]?.['claims']?.['definition'];
    const definition = definitionOf({ Team: 'department', CostCenter: 'extensionattribute1' });
    expect(definition).toEqual([
      JSON.stringify({
        ClaimsMappingPolicy: {
          Version: 1,
          IncludeBasicClaimSet: 'true',
          ClaimsSchema: [
            { Source: 'user', ID: 'extensionattribute1', SamlClaimType: `${PREFIX}CostCenter` },
            { Source: 'user', ID: 'department', SamlClaimType: `${PREFIX}Team` },
          ],
        },
      }),
    ]);
    expect(definitionOf({ CostCenter: 'extensionattribute1', Team: 'department' })).toEqual(definition);
  });

  test('AWS’s paths are text to Terraform, and nothing that it evaluates', () => {
    const { resource } = synthesize(
      loadConfig(
        withAttributes(undefined, { Title: '${path:title}', Team: '${path:enterprise.department}' }),
      ),
    );
    expect(resource['aws_ssoadmin_instance_access_control_attributes']).toEqual({
      'access-control-attributes': {
        instance_arn: '${local.instance_arn}',
        attribute: [
          { key: 'Team', value: [{ source: ['$${path:enterprise.department}'] }] },
          { key: 'Title', value: [{ source: ['$${path:title}'] }] },
        ],
      },
    });
  });

  test.each([undefined, {}])('where the attributes are %j, there is nothing', (none) => {
    const addresses = addressesOf(synthesize(loadConfig(withAttributes(none, none))));
    expect(addresses.filter((address) => /claims|access-control/.test(address))).toEqual([]);
  });
});

describe('applied', () => {
  let federation: Federation;
  beforeEach(async () => {
    federation = await createFederation();
  });
  afterEach(() => federation.stop());

  const claims = () => {
    const { claimsMappingPolicies, servicePrincipals } = federation.world.entra;
    const [principal] = servicePrincipals.list({ displayName: 'AWS IAM Identity Center' });
    return claimsMappingPolicies.assigned(principal?.id ?? '');
  };
  const sources = () =>
    federation.world.aws
      .as(callerIn(management))
      .ssoAdmin.DescribeInstanceAccessControlAttributeConfiguration({ InstanceArn: instanceArn })
      .InstanceAccessControlAttributeConfiguration.AccessControlAttributes.map(({ Key, Value }) => [
        Key,
        ...Value.Source,
      ]);

  test('they reach both clouds, and a second plan finds nothing to change', async () => {
    await federation.apply(withAttributes({ Team: 'department' }, { Title: '${path:title}' }));
    expect((await federation.terraform.plan()).actions).toEqual({});
    expect(claims()).toMatchObject([
      {
        displayName: 'AWS IAM Identity Center: session tags',
        definition: [expect.stringContaining(`"department","SamlClaimType":"${PREFIX}Team"`)],
      },
    ]);
    expect(sources()).toEqual([['Title', '${path:title}']]);
  });

  test('an edit changes them in place; none any more takes them away', async () => {
    await federation.apply(withAttributes({ Team: 'department' }, { Title: '${path:title}' }));
    const edited = withAttributes(
      { Team: 'companyname', Office: 'officelocation' },
      { Title: '${path:userType}', Phone: '${path:phoneNumbers[type eq "work"].value}' },
    );
    expect((await federation.plan(edited)).actions).toEqual({ [POLICY]: 'update', [MAPPING]: 'update' });
    await federation.apply(edited);
    expect((await federation.terraform.plan()).actions).toEqual({});
    expect(sources()).toEqual(
      expect.arrayContaining([
        ['Title', '${path:userType}'],
        ['Phone', '${path:phoneNumbers[type eq "work"].value}'],
      ]),
    );
    const without = withAttributes(undefined, undefined);
    expect((await federation.plan(without)).actions).toEqual({
      [POLICY]: 'delete',
      [ASSIGNMENT]: 'delete',
      [MAPPING]: 'delete',
    });
    await federation.apply(without);
    expect(claims()).toEqual([]);
  });

  test('destroying the environment leaves none behind', async () => {
    await federation.apply(withAttributes({ Team: 'department' }, { Title: '${path:title}' }));
    expect(federation.world.aws.made()).toContain('attribute for access control Title');
    expect(
      federation.world.entra.made().filter((line) => line.includes('claims mapping policy')),
    ).toHaveLength(2);
    await federation.destroy();
    expect([...federation.world.aws.made(), ...federation.world.entra.made()]).toEqual([]);
  });
});
