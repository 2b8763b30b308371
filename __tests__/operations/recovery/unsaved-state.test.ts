/** The state's backend goes away at the end of an apply: what was made is kept, and saved by the next one. */
import { existsSync, linkSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { serveState, type StateServer } from '../../../sandbox/faces/state.js';
import { applyPlan } from '../../../operations/apply.js';
import type { TerraformError } from '../../../operations/terraform-error.js';
import { smallConfig } from '../../helpers/config.js';
import { createOperatedSandbox, type OperatedSandbox } from '../operated-sandbox.js';

const FILE = 'cdktf.out/stacks/test.unsaved.tfstate';
let sandbox: OperatedSandbox;
let backend: StateServer;
/** `leaving`: it goes away once the state is to be saved. */
let availability: 'there' | 'leaving' | 'gone';

beforeAll(async () => {
  sandbox = await createOperatedSandbox();
  backend = await serveState((method) => {
    if (availability === 'leaving' && method === 'POST') availability = 'gone';
    return availability === 'gone' ? 'gone' : undefined;
  });
  Object.assign(sandbox.context.variables, backend.environment('test'), { TF_HTTP_RETRY_MAX: '0' });
});
beforeEach(() => {
  availability = 'there';
  rmSync(FILE, { force: true });
});
afterAll(async () => {
  await sandbox.stop();
  await backend.stop();
});

const failure = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: Error) => error,
  );

async function applyWithoutBackend(): Promise<TerraformError> {
  availability = 'leaving';
  const error = await failure(sandbox.apply(smallConfig()));
  availability = 'there';
  // The lock couldn't be given back.
  await ask('UNLOCK');
  return error as TerraformError;
}

async function ask(method: string, body?: string): Promise<Response> {
  const { TF_HTTP_ADDRESS = '', TF_HTTP_USERNAME, TF_HTTP_PASSWORD } = backend.environment('test');
  const authorization = `Basic ${Buffer.from(`${TF_HTTP_USERNAME}:${TF_HTTP_PASSWORD}`).toString('base64')}`;
  return fetch(TF_HTTP_ADDRESS, { method, headers: { authorization }, body });
}

test('it is kept for this user alone, plan refuses to go on without it, and apply saves it first', async () => {
  const error = await applyWithoutBackend();
  const [why = '', ...told] = error.message.split('\n');
  expect(why).toMatch(
    /^The state could not be saved: Failed to upload state: POST .+ giving up after 1 attempt\(s\)\.$/,
  );
  expect(told.join('\n')).toBe(
    [
      '',
      'The state’s lock could not be freed.',
      '  Once the state can be reached again, this shows the lock and removes it: federation state unlock test',
      '',
      '  Done, 15 of 15: 3 grants, 2 policies, 2 permission sets, 2 assignments to the application, 2 notes of groups and users in the state and 4 other objects.',
      `What was done is in ${FILE}, and nowhere else. It holds secrets; don’t lose it.`,
      'Once the backend answers again, run: federation apply test',
      `It saves this first. Where this folder doesn’t last (a CI runner), keep the file, and put it back at ${FILE} before that.`,
    ].join('\n'),
  );
  expect(error.apply).toMatchObject({ unsavedState: FILE, failed: [], notBegun: [] });
  expect(statSync(FILE).mode & 0o777).toBe(0o600);
  expect(readdirSync('cdktf.out/stacks/test')).not.toContain('errored.tfstate');

  expect((await failure(sandbox.plan(smallConfig(), async () => undefined))).message).toBe(
    [
      `The state of the last apply of test couldn’t be saved, and is in ${FILE}. A plan would be made without what it knows.`,
      '  To save it: federation apply test. It does that first, and then plans and asks as ever.',
    ].join('\n'),
  );

  await sandbox.apply(smallConfig());
  expect(existsSync(FILE)).toBe(false);
  const { lineage } = (await (await ask('GET')).json()) as { lineage: string };
  expect(lineage).not.toBe('');
  expect(await sandbox.plan(smallConfig(), async ({ empty, warnings }) => ({ empty, warnings }))).toEqual({
    empty: true,
    warnings: [],
  });
});

test('with the backend gone in the middle of destroying, too: destroying again saves it and goes on', async () => {
  availability = 'leaving';
  const error = await failure(
    sandbox.planDestruction(smallConfig(), (plan) => applyPlan(plan, sandbox.context)),
  );
  expect(error.message).toContain(`What was done is in ${FILE}, and nowhere else.`);
  availability = 'there';
  await ask('UNLOCK');
  expect(readdirSync('cdktf.out/stacks')).toEqual(['test', 'test.unsaved.tfstate']);
  await sandbox.planDestruction(smallConfig(), async ({ empty, warnings }) => {
    expect(empty).toBe(true);
    expect(warnings[0]).toBe(
      `The state of an earlier apply couldn’t be saved then (${FILE}). It is saved now: 0 objects, where the backend’s had 15.`,
    );
  });
});

test('the only copy of what a first apply made is never written into', async () => {
  const state = { version: 4, serial: 1, lineage: '', resources: [] };
  writeFileSync(FILE, JSON.stringify(state));
  linkSync(FILE, 'copy');
  await ask('LOCK', JSON.stringify({ ID: 'a1', Who: 'ada@build-7', Created: '2026-11-22T10:14:05Z' }));
  await failure(sandbox.apply(smallConfig()));
  await ask('UNLOCK');
  expect(JSON.parse(readFileSync('copy', 'utf8'))).toEqual(state);
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual({ ...state, lineage: expect.stringMatching(/./) });
  expect(statSync(FILE).mode & 0o777).toBe(0o600);
});

test('a state that the backend has left behind is kept, and the error says how to go on', async () => {
  await sandbox.apply(smallConfig());
  const state = (await (await ask('GET')).json()) as { serial: number; resources: unknown[] };
  const older = { ...state, serial: state.serial - 1, resources: [] };
  writeFileSync(FILE, JSON.stringify(older));
  const error = await failure(sandbox.apply(smallConfig()));
  expect(error.message).toBe(refused('the backend has a newer one, of something that was applied since'));
  expect(existsSync(FILE)).toBe(true);
});

test('the first apply’s, which Terraform would push over any other, is kept where there is another', async () => {
  writeFileSync(FILE, JSON.stringify({ version: 4, serial: 0, lineage: '', resources: [] }));
  const error = await failure(sandbox.apply(smallConfig()));
  expect(error.message).toBe(refused('the backend has another state, which was begun anew since'));
});

test('while the state is locked, it is kept, and the error says who holds the lock', async () => {
  writeFileSync(FILE, await (await ask('GET')).text());
  await ask('LOCK', JSON.stringify({ ID: 'a1', Who: 'ada@build-7', Created: '2026-11-22T10:14:05Z' }));
  const error = await failure(sandbox.apply(smallConfig()));
  expect(error.message).toMatch(
    /^The state of the last apply can’t be saved yet\. It is kept in .+\.\nThe state is locked by ada@build-7/,
  );
  await ask('UNLOCK');
});

test.each(['', '{"version": 4, "ser', 'null', '[]', '{}'])(
  '%j in its place is no state, and stays',
  async (text) => {
    writeFileSync(FILE, text);
    const { message } = await failure(sandbox.apply(smallConfig()));
    expect(message).toBe(
      [
        `${FILE} should be the state of an earlier apply of test that couldn’t be saved, and is none: it is cut off or damaged.`,
        '  Put a whole one there where you have it. Else move the file away, and run: federation apply test --import',
        '  That finds what stands in the clouds and isn’t in the state.',
      ].join('\n'),
    );
    expect(readFileSync(FILE, 'utf8')).toBe(text);
  },
);

const refused = (why: string) =>
  [
    `The state of the last apply can’t be saved: ${why}.`,
    `  It is kept in ${FILE}, and holds secrets. What that apply made is in it, and perhaps nowhere else.`,
    '  To go on with the backend’s state, move the file away, and run: federation apply test --import',
    '  That finds what stands in the clouds and isn’t in the state.',
  ].join('\n');
