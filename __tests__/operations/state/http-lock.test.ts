/** Locks of HTTP servers that tell of the holder what the protocol says: real Terraform shows none of it but the ID. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../../model/environment.js';
import type { Context } from '../../../operations/context.js';
import { withPrivateFolder } from '../../../operations/private-folder.js';
import { runTerraform } from '../../../operations/run-terraform.js';
import { runTerraformJson } from '../../../operations/run-terraform-json.js';
import { askHolder, freeLock } from '../../../operations/state/http-lock.js';
import { backendOf, toBlock } from '../../../operations/state/backend.js';
import { withLock } from '../../../operations/state/unlock.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';
import { LOCK, type LockServer, serveLock } from '../../servers/lock-server.js';
import { createContext } from '../builtin-stack.js';

const HOLDER = { id: LOCK.ID, who: 'ada@build-7', since: '2026-11-22T13:44:32Z', operation: 'an apply' };

let base: Context;
let server: LockServer;
beforeAll(async () => {
  base = await createContext();
});
afterEach(() => server.stop());

const state = () => ({ http: { address: server.address, lockAddress: server.address } });
const context = (): Context => ({ ...base, variables: { ...process.env, ...server.environment } });
const ask = (variables: NodeJS.ProcessEnv = server.environment) => askHolder(backendOf(state()), variables);

function environment(): Environment {
  const loaded = loadConfig(smallConfig());
  return { ...loaded, config: { ...loaded.config, state: state() } };
}
const look = <T>(use: Parameters<typeof withLock<T>>[2]): Promise<T> =>
  withLock(environment(), context(), use);

test.each([423, 409] as const)('a server that answers %i says who holds the lock', async (status) => {
  server = await serveLock({ status });
  await look(async ({ holder }, remove) => {
    expect(holder).toEqual(HOLDER);
    expect(server.held()).toEqual(LOCK);
    await remove();
  });
  expect(server.held()).toBeUndefined();
});

test('a plan that finds the state locked says who holds it since when, and leaves the lock alone', async () => {
  server = await serveLock({ status: 423 });
  await withPrivateFolder(async (folder) => {
    const stack = { terraform: toBlock(backendOf(state())), resource: { terraform_data: { one: {} } } };
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
    await runTerraform(context(), folder, ['init', '-input=false']);
    const plan = runTerraformJson(context(), folder, ['plan', '-input=false', '-json'], {
      environment: environment(),
    });
    await expect(plan).rejects.toThrow(
      'The state is locked by ada@build-7 since 2026-11-22T13:44:32Z: an apply is under way. Nothing was changed here.\n  Wait until it is done. If it died, this shows the lock and removes it: federation state unlock test',
    );
  });
  expect(server.held()).toEqual(LOCK);
});

test.each(['', '{}', 'Locked'])('a server that says of the lock no more than "%s"', async (body) => {
  server = await serveLock({ status: 423, body });
  await expect(look(() => Promise.resolve())).rejects.toThrow(
    `The state at http ${server.address} is locked, and the server doesn’t tell the lock’s ID, so it can’t be removed from here.\n  Wait until the work is done. If it died, remove the lock at the server.`,
  );
  expect(server.held()).toEqual(LOCK);
});

test('a lock that another took meanwhile stays', async () => {
  server = await serveLock({ status: 423 });
  await expect(freeLock(backendOf(state()), 'f2', server.environment)).rejects.toThrow(
    `The state is locked by another lock by now, ${LOCK.ID}. Nothing was removed.`,
  );
  expect(server.held()).toEqual(LOCK);
});

test('a lock that the server takes from nobody who names it is removed as Terraform does', async () => {
  server = await serveLock({ status: 423, body: JSON.stringify({ ID: LOCK.ID }), frees: 'unnamed' });
  await look((_found, remove) => remove());
  expect(server.held()).toBeUndefined();
});

test('a lock that is released between is not taken', async () => {
  server = await serveLock({ status: 423, doneAfter: 1 });
  await look(({ holder }) => Promise.resolve(expect(holder).toEqual({ id: LOCK.ID })));
  expect(server.held()).toBeUndefined();
});

test('a lock that asking took and that isn’t taken back is told', async () => {
  server = await serveLock({ status: 423, doneAfter: 1, frees: 'none' });
  expect(await ask()).toEqual(HOLDER);
  await expect(ask()).rejects.toThrow(
    `The lock at http ${server.address} was taken to see who holds it, and wasn’t taken back.\n  See that nobody works with it, and remove it.`,
  );
});

test('where the server can’t be asked, nothing is told', async () => {
  server = await serveLock({ status: 423 });
  expect(await ask({})).toBeUndefined();
  await server.stop();
  expect(await ask()).toBeUndefined();
});
