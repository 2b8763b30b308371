import { certificateBlock, entraConfiguration } from '../../../../helpers/azuread.js';
import { serveEntra, type ServedEntra } from '../../../../helpers/served-entra.js';

const TYPE = 'azuread_service_principal_token_signing_certificate';
const certificates = (names: readonly string[]) =>
  entraConfiguration({
    [`${TYPE}.first`]: null,
    ...Object.fromEntries(
      names.map((name) => [`${TYPE}.${name}`, certificateBlock(name, '2028-01-01T00:00:00Z')]),
    ),
  });

let served: ServedEntra;
beforeEach(async () => {
  served = await serveEntra(certificates(['old']));
  await served.apply(certificates(['old']));
  await served.apply(certificates(['old', 'new']));
});
afterEach(() => served.stop());

const standing = () =>
  served.entra.servicePrincipals
    .list({ displayName: 'AWS (test)' })
    .flatMap(({ keyCredentials }) => keyCredentials)
    .filter(({ usage }) => usage === 'Verify')
    .map(({ displayName }) => displayName);

test('destroying the older of two deletes the newer instead (azuread issue 1690)', async () => {
  await expect(served.apply(certificates(['new']))).rejects.toThrow(
    /Waiting for deletion of token signing certificate credential/,
  );
  expect(standing()).toEqual(['CN=old']);
});

test('destroying the newest of several deletes that one', async () => {
  await served.apply(certificates(['old']));
  expect(standing()).toEqual(['CN=old']);
});

test('a certificate that is let go of with a removed block stands', async () => {
  const released = { from: `${TYPE}.old`, lifecycle: { destroy: false } };
  await served.apply({ ...certificates(['new']), removed: [released] });
  expect(standing()).toEqual(['CN=old', 'CN=new']);
  expect(await served.terraform.stateList()).not.toContain(`${TYPE}.old`);
});

test('the value is sensitive, and what the resource tells is the key that verifies', async () => {
  const { json } = await served.plan(certificates(['old', 'new', 'third']));
  const change = json.resource_changes?.find(({ address }) => address === `${TYPE}.old`)?.change;
  expect(change).toMatchObject({ before_sensitive: { value: true } });
  const [principal] = served.entra.servicePrincipals.list({ displayName: 'AWS (test)' });
  const verify = principal?.keyCredentials.find(({ usage }) => usage === 'Verify');
  expect(change?.before).toMatchObject({
    key_id: verify?.keyId,
    value: verify?.key,
    thumbprint: Buffer.from(verify?.customKeyIdentifier ?? '', 'base64')
      .toString('hex')
      .toUpperCase(),
    start_date: '2027-01-01T12:00:00Z',
    end_date: '2028-01-01T00:00:00Z',
  });
});
