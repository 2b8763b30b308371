/** `federation activate-certificate`, on Microsoft Graph as the sandbox serves it. */
import { existsSync } from 'node:fs';
import { emergencyConfig } from '../helpers/config.js';
import { ENTITY_ID, IDENTITY_CENTER } from '../helpers/azuread.js';
import { type ServedClouds, serveClouds } from '../operations/served-clouds.js';

jest.setTimeout(60_000);

let clouds: ServedClouds;
let id: string;
const thumbprints: Record<string, string> = {};

/** An application in Entra as an apply leaves it, with two certificates and none active. */
beforeAll(async () => {
  clouds = await serveClouds();
  const { entra } = clouds.world;
  const { application, servicePrincipal } = entra.applicationTemplates.instantiate(IDENTITY_CENTER, {
    displayName: 'AWS IAM Identity Center',
  });
  id = servicePrincipal.id;
  entra.servicePrincipals.update(id, { preferredSingleSignOnMode: 'saml' });
  entra.applications.update(application.id, { identifierUris: [ENTITY_ID] });
  for (const handle of ['c2026', 'c2027']) {
    const { thumbprint } = await entra.tokenSigning.add(id, {
      displayName: `CN=${handle}`,
      endDateTime: '2029-06-30T00:00:00Z',
    });
    thumbprints[handle] = thumbprint;
  }
  const config = emergencyConfig();
  config.entra.application.certificates = {
    c2026: { endDate: '2029-06-30' },
    c2027: { endDate: '2029-06-30' },
  };
  config.entra.application.certificates['lost'] = { endDate: '2029-06-30' };
  config.entra.application.certificates['old'] = { endDate: '2029-06-30', retired: true };
  clouds.write(config);
});
afterAll(() => clouds.stop());

const run = (...args: string[]) => clouds.run(['activate-certificate', 'test', ...args, '--auto-approve']);
const active = () => clouds.world.entra.servicePrincipals.get(id).preferredTokenSigningKeyThumbprint;

test('Entra signs with it from then on, and a second time there is nothing to do', async () => {
  const first = await run('c2026');
  expect(first).toMatchObject({
    code: 0,
    stdout: `"AWS IAM Identity Center" signs with "CN=c2026" (${thumbprints['c2026']}, until 2029-06-30) now. Sign in once, in a private window, before you close this one.\n`,
  });
  expect(active()).toBe(thumbprints['c2026']);
  expect(await run('c2026')).toMatchObject({
    code: 0,
    stdout: `"AWS IAM Identity Center" signs with "CN=c2026" (${thumbprints['c2026']}, until 2029-06-30) already.\n`,
  });
});

test('one that isn’t the config’s is activated with a warning', async () => {
  const { code, stdout, stderr } = await run('c2027', '--json');
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^config\/test\.yaml:\d+ says activeCertificate: c2026\. Change it too, or what it says isn't what is\.$/m,
  );
  expect(JSON.parse(stdout)).toMatchObject({
    environment: 'test',
    certificate: 'c2027',
    application: 'AWS IAM Identity Center',
    thumbprint: thumbprints['c2027'],
    ends: '2029-06-30',
    active: true,
    activated: true,
  });
  expect(active()).toBe(thumbprints['c2027']);
});

test.each([
  [
    ['c2031'],
    'Error: "AWS IAM Identity Center" has no certificate "c2031" in the config. Standing: c2026, c2027 and lost.\n',
  ],
  [
    ['old'],
    'Error: "AWS IAM Identity Center" has no certificate "old" in the config. Standing: c2026, c2027 and lost.\n',
  ],
  [
    ['lost'],
    'Error: The application "AWS IAM Identity Center" has no certificate "CN=lost" in Entra. Apply first.\n',
  ],
  [
    ['e2026', '--emergency'],
    'Error: Entra has no application with the identifier https://signin.aws.amazon.com/saml. Apply first.\n',
  ],
])('%j is refused, and nothing changes', async (args, words) => {
  const before = active();
  const { code, stderr } = await run(...args);
  expect(code).toBe(1);
  expect(stderr).toContain(words);
  expect(active()).toBe(before);
});

test('without a terminal it wants --auto-approve', async () => {
  const { code, stderr } = await clouds.run(['activate-certificate', 'test', 'c2026']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'There is no terminal to ask for confirmation on. Pass --auto-approve, once AWS trusts the certificate.',
  );
});

test('without a terminal, what needs no answer is told all the same', async () => {
  const already = await clouds.run(['activate-certificate', 'test', 'c2027']);
  expect(already).toMatchObject({ code: 0, stdout: expect.stringContaining(' already.\n') as string });
  const unknown = await clouds.run(['activate-certificate', 'test', 'c2031']);
  expect(unknown.stderr).toContain('has no certificate "c2031" in the config.');
});

test.each([
  ['ARM_CLIENT_SECRET', 'AADSTS7000215'],
  ['ARM_CLIENT_ID', 'AADSTS700016'],
])('a wrong %s is told as what it is', async (variable, code) => {
  const wrong = { [variable]: '11111111-2222-3333-4444-555555555555' };
  const { code: ended, stderr } = await clouds.run(
    ['activate-certificate', 'test', 'c2026'],
    undefined,
    wrong,
  );
  expect(ended).toBe(3);
  expect(stderr).toContain(
    'Error: Microsoft Graph doesn’t take the caller’s credentials, or there are none: GET /v1.0/servicePrincipals',
  );
  expect(stderr).toContain(
    '  Set ARM_TENANT_ID, ARM_CLIENT_ID and a secret, certificate or OIDC; or sign in with: az login\n',
  );
  expect(stderr).toContain(code);
});

test('AWS’s credentials that it doesn’t know end drift and status, and no permission is called for', async () => {
  for (const command of ['drift', 'status']) {
    const { code, stderr } = await clouds.run([command, 'test'], undefined, {
      AWS_ACCESS_KEY_ID: 'AKIAUNKNOWN',
    });
    expect(code).toBe(3);
    expect(stderr).toContain('Error: AWS doesn’t take the caller’s credentials, or there are none: ');
    expect(stderr).toContain('  Sign in to AWS again, for example with: aws sso login\n');
    expect(stderr).not.toContain('needs');
  }
});

test('a caller who may not is told what Graph said, with the request', async () => {
  const before = active();
  clouds.graph.permissions.clear();
  const { code, stderr } = await run('c2026');
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^Error: Microsoft Graph refuses this to the caller: GET \/v1\.0\/servicePrincipals\?/m,
  );
  expect(stderr).toContain('Authorization_RequestDenied: Insufficient privileges to complete the operation.');
  expect(active()).toBe(before);
  expect(existsSync('cdktf.out/stacks/test')).toBe(false);
});
