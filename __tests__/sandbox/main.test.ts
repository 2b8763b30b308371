import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { testSeed, unprovisionedSeed } from '../helpers/world.js';

let folder: string;
let child: ChildProcessWithoutNullStreams;
let lines: AsyncIterator<string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-main-'));
});
afterEach(async () => {
  child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

async function start(seed: string): Promise<void> {
  const file = join(folder, 'seed.yaml');
  await writeFile(file, seed);
  child = spawn(process.execPath, ['--import', 'tsx', join('sandbox', 'main.ts'), file]);
  lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

async function nextLine(): Promise<Record<string, unknown>> {
  const { value } = await lines.next();
  return JSON.parse(String(value)) as Record<string, unknown>;
}

/** The folder of the sockets that Terraform is pointed at. */
function socketFolder({ environment }: Record<string, unknown>): string {
  const { TF_REATTACH_PROVIDERS } = environment as Record<string, string>;
  const [first] = Object.values(
    JSON.parse(String(TF_REATTACH_PROVIDERS)) as Record<string, { Addr: { String: string } }>,
  );
  return dirname(String(first?.Addr.String));
}

test('says how to reach it, answers what was made, and is gone at the end of its input', async () => {
  await start(stringify(testSeed));
  const ready = await nextLine();
  expect(Object.keys(ready.environment as object)).toEqual([
    'ARM_METADATA_HOSTNAME',
    'ARM_TENANT_ID',
    'ARM_CLIENT_ID',
    'ARM_CLIENT_SECRET',
    'SSL_CERT_FILE',
    'NODE_EXTRA_CA_CERTS',
    'AWS_ENDPOINT_URL',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'AWS_EC2_METADATA_DISABLED',
    'TF_REATTACH_PROVIDERS',
    'TF_HTTP_ADDRESS',
    'TF_HTTP_LOCK_ADDRESS',
    'TF_HTTP_UNLOCK_ADDRESS',
    'TF_HTTP_USERNAME',
    'TF_HTTP_PASSWORD',
    'CHECKPOINT_DISABLE',
    'CDKTF_SKIP_PROVIDER_LOCK',
    'TF_CLI_ARGS_plan',
  ]);
  expect((ready.environment as Record<string, string>).TF_HTTP_ADDRESS).toMatch(
    /^http:\/\/127\.0\.0\.1:\d+\/state\/sandbox$/,
  );
  expect(existsSync(socketFolder(ready))).toBe(true);
  child.stdin.write('{"ask":"made"}\n{"ask":"written"}\nwhat\n');
  expect(await nextLine()).toEqual({ made: [], provisioned: [] });
  expect(await nextLine()).toEqual({ written: [] });
  expect(await nextLine()).toEqual({
    error: expect.stringMatching(/^What the sandbox can be asked: \{"ask":"made"\}, /) as unknown,
  });
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(socketFolder(ready))).toBe(false);
});

test('hands out AWS’s token, lets time pass, and says what was provisioned', async () => {
  await start(stringify(unprovisionedSeed));
  const { environment } = await nextLine();
  expect((environment as Record<string, string>).TF_VAR_scim_token).toMatch(/^\S{100,}$/);
  child.stdin.write(
    '{"ask":"pass","minutes":40}\n{"ask":"provisioning"}\n{"ask":"pass","minutes":-1}\nnull\n',
  );
  expect(await nextLine()).toEqual({ passed: 40 });
  expect(await nextLine()).toEqual({
    provisioning: { groups: 0, users: 0, members: 0, failed: [], quarantine: null },
  });
  expect(await nextLine()).toHaveProperty('error');
  expect(await nextLine()).toHaveProperty('error');
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('says who there is and where they sign in, lets them, and does what a person does in the two consoles', async () => {
  await start(stringify(testSeed));
  await nextLine();
  const ask = async (question: object) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    return nextLine();
  };
  const groupOf = (displayName: string) => ({ id: expect.any(String) as unknown, displayName });
  expect(await ask({ ask: 'people' })).toEqual({
    people: [
      {
        userPrincipalName: 'ada@test.example',
        enabled: true,
        groups: [groupOf('Admins'), groupOf('Developers')],
      },
      {
        userPrincipalName: 'bob@test.example',
        enabled: true,
        groups: [groupOf('Developers'), groupOf('Operators')],
      },
      { userPrincipalName: 'eve@test.example', enabled: true, groups: [] },
    ],
  });

  const { portal, myApps, console, password } = (await ask({ ask: 'addresses' })) as Record<string, string>;
  const { origin } = new URL(String(portal));
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(portal).toBe(`${origin}/d-9967000001.awsapps.com/start`);
  expect(myApps).toBe(`${origin}/myapps.microsoft.com/`);
  expect(console).toBe(`${origin}/console.aws.amazon.com/`);
  expect(password).toMatch(/^[\w-]{16}$/);
  expect((await fetch(String(myApps))).status).toBe(200);

  const nowhere = { error: 'Entra has 0 of: application "AWS".' };
  expect(await ask({ ask: 'enable', application: 'AWS', enabled: true })).toEqual(nowhere);
  expect(await ask({ ask: 'activateCertificate', application: 'AWS', certificate: 'CN=a' })).toEqual(nowhere);
  expect(await ask({ ask: 'signInToConsole', user: 'ada@test.example', application: 'AWS' })).toEqual(
    nowhere,
  );
  expect(await ask({ ask: 'changeIdentitySource', metadata: 'none' })).toEqual({
    error: 'The metadata is not an identity provider’s SAML metadata.',
  });
  expect(await ask({ ask: 'signIn', user: 'ada@test.example' })).toEqual({
    refused: expect.stringContaining('The identity source is not an external identity provider.') as unknown,
  });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s stops it and removes its sockets', async (signal) => {
  await start(stringify(testSeed));
  const ready = await nextLine();
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(socketFolder(ready))).toBe(false);
});

test('a seed that can’t be used is explained, without a stack', async () => {
  await start('entra: 1\naws: 2\n');
  const [message] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(message.replaceAll(folder, '')).toBe(
    '/seed.yaml:1 entra: must be a map.\n/seed.yaml:2 aws: must be a map.\n',
  );
  expect(child.exitCode).toBe(2);
});
