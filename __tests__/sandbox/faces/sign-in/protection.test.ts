/** What a browser is protected from, over plain HTTP. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { serveSignIn, type SignInPages } from '../../../../sandbox/faces/sign-in/serve-sign-in.js';
import type { World } from '../../../../sandbox/world/world.js';
import { identityProviderMetadata, signingCertificate } from '../../../helpers/saml-metadata.js';
import { createTestWorld, testSeed } from '../../../helpers/world.js';

const TENANT = `https://login.microsoftonline.com/${testSeed.entra.tenantId}`;
const MY_APPS = `${TENANT}/myapps`;
const PORTAL = 'https://d-9967000001.awsapps.com/start';

let world: World;
let pages: SignInPages;
beforeEach(async () => {
  world = createTestWorld();
  pages = await serveSignIn(world);
});
afterEach(() => pages.stop());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function send(
  publicUrl: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(pages.addressOf(publicUrl), { method, headers }, (response) => {
      void text(response).then((received) =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received }),
      );
    });
    sent.once('error', reject).end(body);
  });
}

/** Sends Ada's name and password from a page of `origin`. */
const signIn = (
  origin: string,
  changes: Record<string, string> = {},
  type = 'application/x-www-form-urlencoded',
) =>
  send(MY_APPS, {
    method: 'POST',
    headers: { 'content-type': type, origin },
    body: new URLSearchParams({
      login: 'ada@test.example',
      passwd: world.entra.signIn.password,
      ...changes,
    }).toString(),
  });

const cookiesOf = ({ headers }: Answer): readonly string[] => headers['set-cookie'] ?? [];

test('every page may load its own style and script alone, is framed by none, and kept by none', async () => {
  for (const { headers } of [
    await send(MY_APPS),
    await send('https://nobody.example/'),
    await signIn(pages.origin),
  ]) {
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; " +
        "frame-ancestors 'none'",
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
  }
});

test.each(['evil.example', 'localhost', '127.0.0.1:1'])(
  'the host %s, which leads here too, gets nothing',
  async (host) => {
    const { status, body } = await send(MY_APPS, { headers: { host } });
    expect(status).toBe(421);
    expect(body).toContain(`The sandbox answers at ${pages.origin} alone.`);
    expect(body).not.toContain('<form');
  },
);

test('a form of another site signs nobody in', async () => {
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
    const answer = await signIn(origin);
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('A form is taken from the sandbox’s own pages alone.');
    expect(cookiesOf(answer)).toEqual([]);
  }
  expect((await signIn(pages.origin)).status).toBe(303);
});

test('what calls itself no form is not read as one, whichever site sends it', async () => {
  const answer = await signIn('https://evil.example', {}, 'application/json');
  expect(answer.body).toContain('<h1>Sign in</h1>');
  expect(cookiesOf(answer)).toEqual([]);
});

test('a form may have 256 KiB', async () => {
  const { status, body } = await signIn(pages.origin, { rest: 'x'.repeat(256 * 1024) });
  expect(status).toBe(413);
  expect(body).toContain('No form is longer than 256 KiB.');
});

test('cookies go to their party’s pages alone, no script reads them, and each sign-in has its own', async () => {
  const cookies = cookiesOf(await signIn(pages.origin));
  expect(cookies.map((cookie) => cookie.replace(/=[\w-]{43};/, '=…;'))).toEqual([
    'ESTSAUTH=…; Path=/login.microsoftonline.com; HttpOnly; SameSite=Lax',
    'ESTSAUTH=…; Path=/myapps.microsoft.com; HttpOnly; SameSite=Lax',
  ]);
  expect(cookiesOf(await signIn(pages.origin))).not.toEqual(cookies);
});

test('a cookie that was not handed out opens nothing', async () => {
  const { body } = await send(MY_APPS, { headers: { cookie: `ESTSAUTH=${'x'.repeat(43)}` } });
  expect(body).toContain('<h1>Sign in</h1>');
});

test('signing out ends the session, not only its cookie', async () => {
  const cookie = cookiesOf(await signIn(pages.origin))[1]?.split(';')[0] ?? '';
  expect((await send('https://myapps.microsoft.com/', { headers: { cookie } })).body).toContain(
    'You are signed in as Ada.',
  );
  const headers = { cookie, origin: pages.origin };
  expect((await send(`${TENANT}/logout`, { method: 'POST', headers })).body).toContain(
    'You signed out of your account',
  );
  expect((await send('https://myapps.microsoft.com/', { headers: { cookie } })).status).toBe(302);
});

test('what somebody typed comes back as text', async () => {
  const { body } = await signIn(pages.origin, { login: '"><script>alert(1)</script>' });
  expect(body).not.toContain('<script>alert');
  expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('wherever the identity provider is said to be, a browser stays on this machine', async () => {
  const metadata = identityProviderMetadata(await signingCertificate());
  world.aws.identityCenter.changeIdentitySource(metadata.replace('login.example', 'evil.example'));
  const { status, headers } = await send(PORTAL);
  expect(status).toBe(302);
  expect(headers.location).toMatch(new RegExp(`^${pages.origin}/evil\\.example/saml2\\?SAMLRequest=`));
});

test('an address without a page says what is where', async () => {
  const { status, body } = await send('https://nobody.example/nothing');
  expect(status).toBe(404);
  for (const url of [
    PORTAL,
    'https://myapps.microsoft.com/',
    `${TENANT}/saml2`,
    'https://signin.aws.amazon.com/saml',
  ])
    expect(body).toContain(url);
});

test('a bug of the sandbox shows no stack', async () => {
  const written: string[] = [];
  const write = jest
    .spyOn(process.stderr, 'write')
    .mockImplementation((chunk) => written.push(String(chunk)) > 0);
  world.entra.signIn.applicationsOf = () => {
    throw new Error('broken on purpose');
  };
  const cookie = cookiesOf(await signIn(pages.origin))[1]?.split(';')[0] ?? '';
  const { status, body } = await send('https://myapps.microsoft.com/', { headers: { cookie } });
  write.mockRestore();
  expect(status).toBe(500);
  expect(body).toContain('What happened is in its error output.');
  expect(body).not.toMatch(/broken on purpose|\.ts/);
  expect(written.join('')).toMatch(/broken on purpose\n +at /);
});
