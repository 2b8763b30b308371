import { createHash } from 'node:crypto';
import { serveState, type StateServer } from '../../../sandbox/faces/state.js';
import { createTerraform, type Terraform } from '../../helpers/terraform.js';

let state: StateServer;
beforeEach(async () => {
  state = await serveState();
});
afterEach(() => state.stop());

const INFO = {
  ID: 'a-lock',
  Operation: 'OperationTypeApply',
  Who: 'ada@laptop',
  Created: '2027-01-01T12:00:00Z',
  Version: '1.11.4',
};

/** Calls the backend as Terraform does. */
async function call(
  method: string,
  body?: string,
  {
    name = 'prod',
    query = '',
    headers = {},
  }: { name?: string; query?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: string }> {
  const { TF_HTTP_ADDRESS, TF_HTTP_USERNAME, TF_HTTP_PASSWORD } = state.environment(name);
  const authorization = `Basic ${Buffer.from(`${TF_HTTP_USERNAME}:${TF_HTTP_PASSWORD}`).toString('base64')}`;
  const response = await fetch(`${TF_HTTP_ADDRESS}${query}`, {
    method,
    body,
    headers: { authorization, ...headers },
  });
  return { status: response.status, body: await response.text() };
}

test('a state is empty until it is written, and each path is a state of its own', async () => {
  expect(await call('GET')).toEqual({ status: 204, body: '' });
  expect((await call('POST', '{"serial":1}')).status).toBe(200);
  expect(await call('GET')).toEqual({ status: 200, body: '{"serial":1}' });
  expect((await call('GET', undefined, { name: 'dev' })).status).toBe(204);
  expect((await call('DELETE')).status).toBe(200);
  expect((await call('GET')).status).toBe(204);
});

test('whoever finds the lock taken is told who holds it', async () => {
  expect((await call('LOCK', JSON.stringify(INFO))).status).toBe(200);
  const other = await call('LOCK', JSON.stringify({ ...INFO, ID: 'another' }));
  expect({ ...other, body: JSON.parse(other.body) as unknown }).toEqual({
    status: 423,
    body: { ...INFO, ID: 'a-lock, held by ada@laptop since 2027-01-01T12:00:00Z for OperationTypeApply' },
  });
});

test('only the holder of the lock writes and unlocks', async () => {
  await call('LOCK', JSON.stringify(INFO));
  expect((await call('POST', '{}')).status).toBe(423);
  expect((await call('POST', '{}', { query: '?ID=another' })).status).toBe(423);
  expect((await call('DELETE')).status).toBe(423);
  expect((await call('POST', '{}', { query: '?ID=a-lock' })).status).toBe(200);
  expect((await call('UNLOCK', JSON.stringify({ ...INFO, ID: 'another' }))).status).toBe(409);
  expect((await call('UNLOCK', JSON.stringify(INFO))).status).toBe(200);
  expect((await call('POST', '{}')).status).toBe(200);
});

test('a lock that was taken away writes no more', async () => {
  await call('LOCK', JSON.stringify(INFO));
  await call('UNLOCK');
  expect(await call('POST', '{}', { query: '?ID=a-lock' })).toEqual({
    status: 409,
    body: 'The lock a-lock is no longer held.',
  });
});

test('a state that was damaged on its way is not kept', async () => {
  const md5 = (text: string) => ({ 'content-md5': createHash('md5').update(text).digest('base64') });
  expect((await call('POST', '{"serial":1}', { headers: md5('{"serial":2}') })).status).toBe(400);
  expect((await call('GET')).status).toBe(204);
  expect((await call('POST', '{"serial":1}', { headers: md5('{"serial":1}') })).status).toBe(200);
});

test('nobody gets in without the password', async () => {
  expect(
    (await call('GET', undefined, { headers: { authorization: 'Basic c2FuZGJveDpndWVzcw==' } })).status,
  ).toBe(401);
  const other = await serveState();
  expect(other.environment('prod').TF_HTTP_PASSWORD).not.toBe(state.environment('prod').TF_HTTP_PASSWORD);
  await other.stop();
});

test('a wrong address is not taken for an empty state', async () => {
  expect((await call('GET', undefined, { query: '/more' })).status).toBe(400);
});

describe('with Terraform', () => {
  let terraform: Terraform;
  beforeEach(async () => {
    terraform = await createTerraform(state.environment('sandbox'));
    await terraform.write({ terraform: { backend: { http: {} } }, output: { answer: { value: 42 } } });
    await terraform.init();
  });
  afterEach(() => terraform.remove());

  test('the state is kept there and nowhere else', async () => {
    await terraform.apply();
    expect(await terraform.outputs()).toEqual({ answer: 42 });
    expect(JSON.parse((await call('GET', undefined, { name: 'sandbox' })).body)).toMatchObject({
      outputs: { answer: { value: 42 } },
    });
  });

  test('says who holds the lock, and since when', async () => {
    await call('LOCK', JSON.stringify(INFO), { name: 'sandbox' });
    await expect(terraform.apply()).rejects.toThrow(
      /Error acquiring the state lock[^]*ID=a-lock, held by\s+ada@laptop since\s+2027-01-01T12:00:00Z/,
    );
  });

  test('a lock that was left behind can be taken away', async () => {
    await call('LOCK', JSON.stringify(INFO), { name: 'sandbox' });
    await terraform.run('force-unlock', '-force', 'a-lock');
    await terraform.apply();
    expect(await terraform.outputs()).toEqual({ answer: 42 });
  });
});
