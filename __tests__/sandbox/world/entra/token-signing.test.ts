import { createSign, createVerify, X509Certificate } from 'node:crypto';
import { createTenantWithApplication, GONE, NOBODY, refusalOf } from '../../../helpers/entra.js';

function setUp() {
  const { tenant, servicePrincipal } = createTenantWithApplication();
  const { tokenSigning, servicePrincipals } = tenant;
  return {
    tokenSigning,
    id: servicePrincipal.id,
    add: (displayName?: string, endDateTime?: string) =>
      tokenSigning.add(servicePrincipal.id, { displayName, endDateTime }),
    get: () => servicePrincipals.get(servicePrincipal.id),
    update: (changes: Record<string, unknown>) => servicePrincipals.update(servicePrincipal.id, changes),
  };
}

test('adds a real certificate: two keys and a password that share one identifier', async () => {
  const { add, get } = setUp();
  const added = await add('CN=Örtlich', '2028-06-30T00:00:00Z');
  const certificate = new X509Certificate(Buffer.from(added.key, 'base64'));
  expect(certificate.subject).toBe('CN=Örtlich');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
  expect(new Date(certificate.validFrom).toISOString()).toBe('2027-01-01T12:00:00.000Z');
  expect(new Date(certificate.validTo).toISOString()).toBe('2028-06-30T00:00:00.000Z');
  expect(added).toMatchObject({
    displayName: 'CN=Örtlich',
    startDateTime: '2027-01-01T12:00:00Z',
    endDateTime: '2028-06-30T00:00:00Z',
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    customKeyIdentifier: Buffer.from(added.thumbprint, 'hex').toString('base64'),
  });

  const { keyCredentials, passwordCredentials } = get();
  expect(keyCredentials).toMatchObject([
    { usage: 'Sign', type: 'X509CertAndPassword', key: null, keyId: added.keyId },
    { usage: 'Verify', type: 'AsymmetricX509Cert', key: added.key },
  ]);
  expect(passwordCredentials).toMatchObject([{ keyId: added.keyId, secretText: null }]);
  expect(
    new Set([...keyCredentials, ...passwordCredentials].map((each) => each.customKeyIdentifier)),
  ).toEqual(new Set([added.customKeyIdentifier]));
  expect(keyCredentials[1]?.keyId).not.toBe(added.keyId);
});

test('lasts three years, under Entra’s own name, where nothing else is asked for', async () => {
  const { displayName, endDateTime } = await setUp().add();
  expect(displayName).toBe('CN=Microsoft Azure Federated SSO Certificate');
  expect(endDateTime).toBe('2030-01-01T12:00:00Z');
});

test('a first certificate does not become active by itself', async () => {
  const { add, get, update, tokenSigning, id } = setUp();
  const { key, thumbprint } = await add('CN=first');
  expect(get().preferredTokenSigningKeyThumbprint).toBeNull();
  expect(tokenSigning.activeKey(id)).toBeNull();

  update({ preferredTokenSigningKeyThumbprint: thumbprint });
  const activeKey = tokenSigning.activeKey(id);
  if (!activeKey) throw new Error('no key is active');
  const signature = createSign('sha256').update('assertion').sign(activeKey.privateKey);
  expect(activeKey.certificate).toBe(key);
  const { publicKey } = new X509Certificate(Buffer.from(key, 'base64'));
  expect(createVerify('sha256').update('assertion').verify(publicKey, signature)).toBe(true);
});

test('a key that was taken away signs no more', async () => {
  const { add, get, update, tokenSigning, id } = setUp();
  const [first, second] = [await add('CN=first'), await add('CN=second')];
  update({ preferredTokenSigningKeyThumbprint: first.thumbprint });
  const standing = get().keyCredentials.filter(
    (key) => key.customKeyIdentifier === second.customKeyIdentifier,
  );
  update({ keyCredentials: standing });
  expect(get().keyCredentials.map(({ displayName }) => displayName)).toEqual(['CN=second', 'CN=second']);
  expect(tokenSigning.activeKey(id)).toBeNull();
});

test('refuses names without CN=, ends in the past or beyond three years, and unknown service principals', async () => {
  const { add, tokenSigning } = setUp();
  expect(await refusalOf(() => add('first'))).toBe(
    "400 Request_BadRequest: Invalid value specified for property 'displayName' of resource 'SelfSignedCertificate'.",
  );
  for (const end of ['2026-12-31T00:00:00Z', '2030-01-01T12:00:01Z', 'tomorrow']) {
    expect(await refusalOf(() => add('CN=x', end))).toBe(
      '400 KeyCredentialsInvalidEndDate: Key credential end date is invalid.',
    );
  }
  expect(await refusalOf(() => tokenSigning.add(NOBODY, {}))).toBe(GONE(NOBODY));
});

test('a certificate that stays keeps its key, also where it is given back without', async () => {
  const { add, get, update } = setUp();
  const { key } = await add('CN=first');
  update({ keyCredentials: get().keyCredentials.map((credential) => ({ ...credential, key: null })) });
  expect(get().keyCredentials.map((credential) => credential.key)).toEqual([null, key]);
});
