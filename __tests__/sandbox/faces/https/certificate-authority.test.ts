/** The certificate authority of a run. */
import { X509Certificate } from 'node:crypto';
import { access, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { request } from 'node:https';
import { createCertificateAuthority } from '../../../../sandbox/faces/https/certificate-authority.js';
import { serveHttps } from '../../../../sandbox/faces/https/serve-https.js';

/** The status, or the code of the error. */
const reach = (host: string, ca?: string): Promise<unknown> =>
  new Promise((resolve) => {
    request(`https://${host}/`, { ca, agent: false }, ({ statusCode }) => resolve(statusCode))
      .once('error', ({ code }: NodeJS.ErrnoException) => resolve(code))
      .end();
  });

test('who trusts its file trusts the server, by name and by address, and nobody else does', async () => {
  const authority = await createCertificateAuthority();
  const { host, stop } = await serveHttps(() => new Response('here'), authority.server);
  const ca = await readFile(authority.file, 'utf8');
  expect(await reach(host, ca)).toBe(200);
  expect(await reach(host.replace('localhost', '127.0.0.1'), ca)).toBe(200);
  expect(await reach(host)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  await stop();
  await authority.remove();
});

test('its file is a certificate alone, in a private folder, and goes with the run', async () => {
  const { file, remove } = await createCertificateAuthority();
  const content = await readFile(file, 'utf8');
  expect(content).not.toContain('PRIVATE KEY');
  expect(new X509Certificate(content).ca).toBe(true);
  expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
  await remove();
  await expect(access(dirname(file))).rejects.toThrow('ENOENT');
});

test('each run has one of its own', async () => {
  const [one, other] = await Promise.all([createCertificateAuthority(), createCertificateAuthority()]);
  const { host, stop } = await serveHttps(() => new Response('here'), one.server);
  expect(await reach(host, await readFile(other.file, 'utf8'))).not.toBe(200);
  await stop();
  await Promise.all([one.remove(), other.remove()]);
});
