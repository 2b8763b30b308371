/** Both lanes applied by real Terraform to a sandbox: two AWS provider configurations beside the deployer's. */
import { emergencyConfig } from '../helpers/config.js';
import { createFederation, type Federation } from '../helpers/federation.js';
import { emergencySeed } from '../helpers/world.js';

let federation: Federation;
beforeEach(async () => {
  federation = await createFederation(emergencySeed);
});
afterEach(() => federation.stop());

test('one apply wires both sides, and a second plan finds nothing to change', async () => {
  await federation.apply(emergencyConfig());
  expect((await federation.terraform.plan()).actions).toEqual({});
});

test('switching it on changes one thing', async () => {
  await federation.apply(emergencyConfig());
  const { actions } = await federation.plan(emergencyConfig({ enabled: true }));
  expect(actions).toEqual({ 'azuread_service_principal.emergency-service-principal': 'update' });
  await federation.terraform.apply();
  expect((await federation.plan(emergencyConfig())).actions).toEqual({
    'azuread_service_principal.emergency-service-principal': 'update',
  });
});

test('a certificate added reaches AWS in the same apply, and replaces nothing', async () => {
  await federation.apply(emergencyConfig());
  const config = emergencyConfig();
  const application = config.emergencyAccess['application'] as { certificates: Record<string, object> };
  application.certificates['e2027'] = { endDate: '2029-10-31' };
  const { actions } = await federation.plan(config);
  expect(actions).toEqual({
    'azuread_service_principal_token_signing_certificate.emergency-certificate_e2027': 'create',
    'aws_iam_saml_provider.emergency-provider_444444444444': 'update',
  });
  await federation.terraform.apply();
  expect((await federation.terraform.plan()).actions).toEqual({});
});

test('destroying leaves nothing of either lane', async () => {
  await federation.apply(emergencyConfig());
  await federation.destroy();
  expect([...federation.world.aws.made(), ...federation.world.entra.made()]).toEqual([]);
});
