/** Two at work with one state, and locks that nobody holds any more: real Terraform, over HTTP, in S3 and in a file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateConfig } from '../../../model/config.js';
import { runTerraformJson } from '../../../operations/run-terraform-json.js';
import { backendOf, describeBackend } from '../../../operations/state/backend.js';
import { withMove } from '../../../operations/state/move.js';
import { withState } from '../../../operations/state/open-state.js';
import { renderLock } from '../../../operations/state/render-lock.js';
import { withLock } from '../../../operations/state/unlock.js';
import { createPlaces, type Kind, type Places } from './places.js';

let places: Places;
beforeAll(async () => {
  places = await createPlaces();
}, 120_000);
afterAll(() => places.stop());

interface Working {
  readonly child: ChildProcess;
  /** Lets it finish, and says how it ended. */
  finish(): Promise<number | null>;
  /** As the system would: at once, and with all that it started. */
  kill(): Promise<void>;
}

const WINNERS = {
  first: {},
  slow: {
    depends_on: ['terraform_data.first'],
    provisioner: [{ 'local-exec': { command: 'touch under-way; until [ -e go ]; do sleep 0.05; done' } }],
  },
};

/** An apply that has the lock, has made one thing, and is making another until it is let go on. */
async function startApply(state: StateConfig, resources: object = WINNERS): Promise<Working> {
  const folder = await places.stack(state, resources);
  const child = spawn('terraform', ['apply', '-auto-approve', '-no-color'], {
    cwd: folder,
    env: places.context.variables,
    stdio: 'ignore',
    detached: true,
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  while (!existsSync(join(folder, 'under-way'))) {
    if (child.exitCode !== null) throw new Error('The apply ended early.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    child,
    finish: async () => {
      writeFileSync(join(folder, 'go'), '');
      return (await ended)[0];
    },
    kill: async () => {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await ended;
    },
  };
}

const pull = (state: StateConfig) => withState(backendOf(state), places.context, (open) => open.pull());
const look = (state: StateConfig) =>
  withLock(places.environment(state), places.context, (found) => Promise.resolve(found));
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'It went on.',
    (error: Error) => error.message,
  );

const HOLDER = String.raw`by \S+@\S+ since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`;

test.each<Kind>(['http', 's3', 'local'])(
  'two applies at once, state in %s: the second changes nothing',
  async (kind) => {
    const state = places.place(kind);
    const first = await startApply(state);
    const loser = await places.stack(state, { loser: {} });
    const environment = places.environment(state);
    const apply = runTerraformJson(places.context, loser, ['apply', '-auto-approve', '-json'], {
      environment,
    });
    expect(await failure(apply)).toMatch(
      new RegExp(
        `^The state is locked ${HOLDER}: an apply is under way\\. Nothing was changed here\\.\\n  Wait until it is done\\. If it died, this shows the lock and removes it: federation state unlock test$`,
      ),
    );
    // Nor is it moved from under the work.
    const move = withMove(
      places.environment(places.place('local')),
      { from: backendOf(state) },
      places.context,
      () => Promise.resolve(),
    );
    expect(await failure(move)).toMatch(
      new RegExp(
        `^The state at ${kind} \\S+ is locked ${HOLDER}\\. Nothing was moved\\.\\n  Wait until that is done`,
      ),
    );
    const { holder } = await look(state);
    expect(holder).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      who: expect.stringMatching(/^\S+@\S+$/) as string,
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      operation: 'an apply',
    });
    expect(await first.finish()).toBe(0);
    expect((await pull(state))?.addresses).toEqual(['terraform_data.first', 'terraform_data.slow']);
    expect((await look(state)).holder).toBeUndefined();
  },
);

test.each<Kind>(['http', 's3'])(
  'the lock of an apply that was killed is removed, state in %s',
  async (kind) => {
    const state = places.place(kind);
    await (await startApply(state)).kill();
    const { context } = places;
    await withLock(places.environment(state), context, async ({ holder }, remove) => {
      expect(holder?.operation).toBe('an apply');
      await remove();
    });
    expect((await look(state)).holder).toBeUndefined();
    const next = await places.stack(state, { next: {} });
    await runTerraformJson(context, next, ['apply', '-auto-approve', '-json'], {});
    expect((await pull(state))?.addresses).toEqual(['terraform_data.next']);
  },
);

test('a lock that another has taken meanwhile stays', async () => {
  const state = places.place('http');
  const first = await startApply(state);
  let second: Working | undefined;
  const work = withLock(places.environment(state), places.context, async (_found, remove) => {
    await first.finish();
    second = await startApply(state, { other: { provisioner: WINNERS.slow.provisioner } });
    await remove();
  });
  expect(await failure(work)).toMatch(
    /^The state is locked by another lock by now, [0-9a-f-]{36}\. Nothing was removed\.$/,
  );
  expect((await look(state)).holder).toBeDefined();
  expect(await second?.finish()).toBe(0);
});

test('a lock that was released meanwhile needs no removing', async () => {
  const state = places.place('s3');
  const first = await startApply(state);
  const work = withLock(places.environment(state), places.context, async (_found, remove) => {
    await first.finish();
    await remove();
  });
  expect(await failure(work)).toBe('The lock was released meanwhile. Nothing was removed.');
});

test('a lock on a file can’t be stale: it ends with its process', async () => {
  const state = places.place('local');
  const first = await startApply(state);
  const work = withLock(places.environment(state), places.context, (_found, remove) => remove());
  expect(await failure(work)).toBe(
    'A lock on a local file is that of a process on this machine that still runs: end that process, and the lock goes with it.',
  );
  await first.kill();
  expect((await look(state)).holder).toBeUndefined();
  rmSync(state.local?.path ?? '', { force: true });
});

test('a state over HTTP without the address of a lock is never locked, and that is said', async () => {
  const { address } = places.place('http').http ?? {};
  expect(await failure(look({ http: { address } }))).toBe(
    `The state at http ${address} is never locked: neither \`state.http.lockAddress\` nor TF_HTTP_LOCK_ADDRESS says where. Nothing stops two applies at once.`,
  );
});

test('a state over HTTP without an address: the variable that is missing is named', async () => {
  expect(await failure(look({ http: {} }))).toMatch(
    /^The state has no address: TF_HTTP_ADDRESS is not set, and the config names no `state\.http\.address`\.\n/,
  );
});

test('a lock in words', () => {
  const backend = backendOf({ cloud: { organization: 'acme', workspace: 'prod' } });
  expect(describeBackend(backend)).toBe('cloud app.terraform.io/acme/prod');
  const now = new Date('2026-11-22T12:00:00Z');
  const holder = { id: '1', who: 'ada@build-7', since: '2026-11-22T09:59:59Z', operation: 'a plan' };
  expect(renderLock('prod', { backend, holder }, now)).toBe(
    [
      'The state of prod (cloud app.terraform.io/acme/prod) is locked:',
      '  by       ada@build-7',
      '  for      a plan',
      '  since    2026-11-22T09:59:59Z (2 hours ago)',
      '  lock ID  1',
    ].join('\n'),
  );
  expect(renderLock('prod', { backend }, now)).toBe(
    'The state of prod (cloud app.terraform.io/acme/prod) is not locked.',
  );
  expect(renderLock('prod', { backend, holder: { id: '1' } }, now)).toContain(
    '  by       not told by the server\n',
  );
});
