import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { provisionedConfig } from '../helpers/config.js';
import { unprovisionedSeed } from '../helpers/world.js';
import { identityCenterPrincipal } from '../operations/status/identity-center-principal.js';
import { createLiveEnvironment, type LiveEnvironment } from '../operations/status/live.js';

let live: LiveEnvironment;

beforeAll(async () => {
  live = await createLiveEnvironment(unprovisionedSeed);
}, 60_000);
afterAll(() => live.stop());

const read = (name: string): string => readFileSync(join(live.folder, 'handover', 'test', name), 'utf8');

test('before the first apply: the pages, and no metadata yet', async () => {
  live.write(provisionedConfig());
  const { code, stdout } = await live.run('handover', 'test', '--out', 'early');
  expect(code).toBe(0);
  expect(stdout).toBe(
    [
      'early: handover.md, handover.html, rotate-token.md, rotate-token.html',
      '',
      'Open:',
      '  Compare the access portal’s address (step 2)',
      '  Apply',
      '  Change the identity source to Entra (step 7)',
      '  Have Entra sign with the configured certificate (step 6)',
      '  Sign in (step 16)',
      '',
    ].join('\n'),
  );
});

test('once it is applied: the metadata is Terraform’s output, and AWS takes it', async () => {
  const config = provisionedConfig();
  config.entra.application.certificates['c2027'] = { endDate: '2029-06-01' };
  await live.apply(config);
  const { code, stdout } = await live.run('handover', 'test', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    environment: 'test',
    folder: join('handover', 'test'),
    files: [
      'handover.md',
      'handover.html',
      'entra-metadata.xml',
      'c2026.pem',
      'c2027.pem',
      'rotate-certificate.md',
      'rotate-certificate.html',
      'rotate-token.md',
      'rotate-token.html',
    ],
    open: [
      'Compare the access portal’s address (step 2)',
      'Have Entra sign with the configured certificate (step 6)',
      'Sign in (step 16)',
    ],
  });
  const { identity_provider_metadata: output } = await live.outputs();
  expect(read('entra-metadata.xml')).toBe(output);
  live.world.aws.identityCenter.changeIdentitySource(read('entra-metadata.xml'));
  live.world.aws.identityCenter.importCertificate(read('c2027.pem'));
  expect(new X509Certificate(read('c2026.pem')).fingerprint.replaceAll(':', '')).toBe(
    identityCenterPrincipal(live.world).thumbprint,
  );
}, 60_000);

test('no secret is in it: neither the token, nor a key, nor the caller’s credentials', () => {
  const folder = join(live.folder, 'handover', 'test');
  const all = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  expect(live.secrets.length).toBe(3);
  for (const secret of live.secrets) expect(all).not.toContain(secret);
  expect(all).not.toMatch(/PRIVATE KEY/);
});

test('a folder of somebody’s is left alone, with exit code 1', async () => {
  const { code, stderr } = await live.run('handover', 'test', '--out', 'config');
  expect(code).toBe(1);
  expect(stderr).toMatch(/Error: config holds what this program didn’t make, or what was changed since: /);
  expect(existsSync(join(live.folder, 'config', 'test.yaml'))).toBe(true);
});
