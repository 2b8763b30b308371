/** Real Terraform between an HTTP backend, an S3 server that this project didn't write, and files. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { StateConfig } from '../../../model/config.js';
import { beginJournal, endJournal } from '../../../operations/recovery/apply-journal.js';
import { runTerraform } from '../../../operations/run-terraform.js';
import { backendOf } from '../../../operations/state/backend.js';
import { type Move, type MoveOptions, withMove } from '../../../operations/state/move.js';
import { renderMove, renderMoved } from '../../../operations/state/render-move.js';
import { type OpenState, withState } from '../../../operations/state/open-state.js';
import type { StateFile } from '../../../operations/state/state-file.js';
import { createPlaces, type Kind, type Places } from './places.js';

const SECRET = 'hunter2-of-the-state';
const RESOURCES = { one: { input: SECRET }, many: { for_each: { 'a b': 1, c: 2 }, input: '${each.key}' } };
const ADDRESSES = ['terraform_data.many["a b"]', 'terraform_data.many["c"]', 'terraform_data.one'];

let places: Places;
beforeAll(async () => {
  places = await createPlaces();
}, 120_000);
afterAll(() => places.stop());
beforeEach(() => {
  for (const file of readdirSync('.')) if (file.endsWith('.tfstate')) rmSync(file);
});

/** Applies the stack there, in the environment's own folder. */
async function applyAt(state: StateConfig, resources: object = RESOURCES): Promise<void> {
  const folder = await places.ownStack(state, resources);
  await runTerraform(places.context, folder, ['apply', '-auto-approve', '-no-color']);
}

const at = <T>(state: StateConfig, use: (state: OpenState) => Promise<T>) =>
  withState(backendOf(state), places.context, use);
const pull = (state: StateConfig) => at(state, (open) => open.pull());

/** Moves what the folder knows of to there; `before` is done once it was approved. */
const moveTo = (state: StateConfig, options: MoveOptions = {}, before = () => Promise.resolve()) =>
  withMove(places.environment(state), options, places.context, async (move, carryOut) => {
    await before();
    return { move, moved: await carryOut() };
  });

const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'It was moved.',
    (error: Error) => error.message,
  );

const WAYS: [Kind, Kind][] = [
  ['http', 's3'],
  ['s3', 'local'],
  ['local', 'http'],
  ['s3', 'http'],
];

test.each(WAYS)(
  'from %s to %s: all of it arrives as the same state, and the next plan works there',
  async (from, to) => {
    const [former, next] = [places.place(from), places.place(to)];
    await applyAt(former);
    const before = await pull(former);
    const { move, moved } = await moveTo(next);
    expect(move.standing).toBe('needed');
    const there = await pull(next);
    expect(there).toMatchObject({ lineage: before?.lineage, content: before?.content, addresses: ADDRESSES });
    expect(moved).toEqual(there);
    // The former place is left as it was, and a copy is kept that its owner alone can read.
    expect(await pull(former)).toEqual(before);
    const copy = `test-${before?.lineage.slice(0, 8)}-serial-${before?.serial}.tfstate`;
    expect(move.copy).toBe(copy);
    expect(readFileSync(copy, 'utf8')).toBe(before?.text);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    if (next.local) expect(statSync(next.local.path).mode & 0o777).toBe(0o600);
    // Nothing that is shown has the state's values in it.
    expect(renderMove(move) + renderMoved(move, moved)).not.toContain(SECRET);
    const folder = 'cdktf.out/stacks/test';
    const block = JSON.parse(readFileSync(`${folder}/cdk.tf.json`, 'utf8')) as object;
    const backend = { [to]: backendOf(next).settings };
    writeFileSync(`${folder}/cdk.tf.json`, JSON.stringify({ ...block, terraform: { backend } }));
    await runTerraform(places.context, folder, ['init', '-input=false', '-no-color']);
    const { code } = await runTerraform(places.context, folder, ['plan', '-detailed-exitcode', '-no-color']);
    expect(code).toBe(0);
  },
);

test('what is shown says where from, where to, what, and what to do after', async () => {
  const former = { local: { path: `${process.cwd()}/former.tfstate` } };
  const next = { s3: { bucket: 'acme-tfstate', key: 'shown.tfstate', region: 'eu-west-1' } };
  await applyAt(former);
  const { move, moved } = await moveTo(next);
  const lineage = moved.lineage.slice(0, 8);
  expect(renderMove(move)).toBe(
    [
      `The state of test: lineage ${lineage}, serial 4, 3 resources`,
      `  from  local ${former.local.path}`,
      '  to    s3 acme-tfstate/shown.tfstate',
      `A copy is kept in test-${lineage}-serial-4.tfstate, readable by you alone. It holds secrets in clear.`,
      'Nobody may plan or apply meanwhile.',
    ].join('\n'),
  );
  expect(renderMoved(move, moved)).toBe(
    [
      'test: the state was moved to s3 acme-tfstate/shown.tfstate (serial 5, 3 resources), and read back: every value of it is there.',
      'This folder uses it from now on; elsewhere, the same command with the new config says so and does the same.',
      `What is at local ${former.local.path} was left as it is. It is out of date from the next apply on: nobody must use it, so bring the new`,
      'config to everybody now. Once a plan shows no changes, delete it there:',
      `  rm ${former.local.path} ${former.local.path}.backup`,
    ].join('\n'),
  );
});

describe('run again', () => {
  const again = async (move: Promise<{ move: Move; moved: StateFile }>) => {
    const { move: found, moved } = await move;
    return renderMoved(found, moved).split('\n')[0];
  };

  test('after it was moved: there is nothing to do, and no second copy', async () => {
    const [former, next] = [places.place('local'), places.place('http')];
    await applyAt(former);
    await moveTo(next, { copy: 'copy.tfstate' });
    rmSync('copy.tfstate');
    expect(await again(moveTo(next))).toMatch(
      /^test: there is nothing to move: the state is at http .*\/place-place-\d+ \(serial \d+, 3 resources\), which is what the config names\.$/,
    );
    const from = backendOf(former);
    expect(await again(moveTo(next, { from }))).toMatch(
      /^test: the state has been moved already: http \S+ \(serial \d+, 3 resources\) holds the same\.$/,
    );
    expect(readdirSync('.').filter((file) => file.startsWith('test-'))).toEqual([]);
  });

  test('in a folder that still knows the former place, after the new one was used', async () => {
    const [former, next] = [places.place('local'), places.place('s3')];
    await applyAt(former);
    await moveTo(next);
    await applyAt(next, { ...RESOURCES, more: {} });
    await places.ownStack(former, RESOURCES);
    expect(await again(moveTo(next))).toMatch(
      /^test: the state has been moved already, and was changed since: s3 acme-tfstate\/place-\d+\.tfstate \(serial \d+, 4 resources\)\.$/,
    );
    // What only the former place knows is told, and nobody is told to delete it.
    await applyAt(next, { more: {} });
    await applyAt(next, { more: { input: 1 } });
    await places.ownStack(former, RESOURCES);
    const text = await failure(moveTo(next));
    expect(text).toMatch(
      /^The state was moved to s3 \S+ \(serial \d+, 1 resource\), but local \S+ \(serial \d+, 3 resources\) has objects that aren’t in it\. Nothing was changed\.\n {4}terraform_data\.many\["a b"\] \([0-9a-f-]{36}\)\n/,
    );
    expect(text).not.toContain(SECRET);
  });

  test('after the former place was deleted', async () => {
    const [former, next] = [places.place('local'), places.place('s3')];
    await applyAt(former);
    await moveTo(next);
    await places.ownStack(former, RESOURCES);
    rmSync(former.local?.path ?? '');
    expect(await again(moveTo(next))).toMatch(
      / holds no state any more, and s3 .* does: it has been moved\.$/,
    );
  });

  test('after an interruption between writing and looking: what was begun is finished', async () => {
    const [former, next] = [places.place('local'), places.place('s3')];
    await applyAt(former);
    const before = await pull(former);
    if (before === undefined) throw new Error('Nothing was applied.');
    // What a remote backend holds after the first write: the same under another lineage.
    await at(next, (open) => open.push(before));
    expect((await pull(next))?.lineage).not.toBe(before.lineage);
    const { move } = await moveTo(next);
    expect(move.standing).toBe('half moved');
    expect(await pull(next)).toMatchObject({ lineage: before.lineage, content: before.content });
  });

  test('after an interruption before writing: the copy that was kept is the copy', async () => {
    const [former, next] = [places.place('local'), places.place('http')];
    await applyAt(former);
    writeFileSync('kept.tfstate', (await pull(former))?.text ?? '', { mode: 0o644 });
    expect((await moveTo(next, { copy: 'kept.tfstate' })).move.standing).toBe('needed');
    expect(statSync('kept.tfstate').mode & 0o777).toBe(0o600);
  });
});

describe('refused, with nothing written', () => {
  test('nobody knows where the state is', async () => {
    rmSync('cdktf.out', { recursive: true, force: true });
    expect(await failure(moveTo(places.place('local')))).toBe(
      [
        'Nobody knows where the state is now: cdktf.out/stacks/test was never initialised on this machine.',
        '  Name a file that says it with --from: the environment’s own file as it was before it named the new place,',
        '  such as what `git show HEAD~1:config/prod.yaml > before.yaml` writes, or one with just its `state`.',
      ].join('\n'),
    );
  });

  test('there is no state', async () => {
    await places.ownStack({ local: { path: '/nowhere.tfstate' } }, RESOURCES);
    expect(await failure(moveTo(places.place('s3')))).toBe(
      'There is no state at local /nowhere.tfstate: nothing was applied yet, or it is somewhere else. Nothing was moved.',
    );
  });

  test('the new place holds another state', async () => {
    const [former, next] = [places.place('local'), places.place('s3')];
    await applyAt(next);
    const other = await pull(next);
    await applyAt(former, { one: { input: 'other' } });
    expect(await failure(moveTo(next))).toBe(
      `s3 acme-tfstate/${next.s3?.key} holds another state already (lineage ${other?.lineage.slice(0, 8)}, serial ${other?.serial}, 3 resources). Nothing was moved: it would be lost.\n  Name a place of its own in \`state\`.`,
    );
    expect(await pull(next)).toEqual(other);
  });

  test('the new place was empty, and is applied to before the question is answered', async () => {
    const [former, next] = [places.place('local'), places.place('http')];
    await applyAt(former);
    const folder = await places.stack(next, { other: {} });
    const run = (command: string) =>
      runTerraform(places.context, folder, [command, '-auto-approve', '-no-color']);
    await run('apply');
    await run('destroy');
    const text = await failure(moveTo(next, {}, async () => void (await run('apply'))));
    expect(text).toMatch(/^The state at http \S+ was changed since it was looked at /);
    expect((await pull(next))?.addresses).toEqual(['terraform_data.other']);
  });

  test('an apply left something that isn’t in the state', async () => {
    const former = places.place('local');
    await applyAt(former);
    const next = places.place('local');
    writeFileSync('cdktf.out/stacks/test.unsaved.tfstate', '{}');
    expect(await failure(moveTo(next))).toBe(
      [
        'The state of the last apply of test couldn’t be saved, and is in cdktf.out/stacks/test.unsaved.tfstate. Nothing was moved: what that apply made would be left behind.',
        '  First put `state` back as it was and run: federation apply test. It saves that state. Then name the new place again, and run this again.',
      ].join('\n'),
    );
    rmSync('cdktf.out/stacks/test.unsaved.tfstate');
    beginJournal('test');
    expect(await failure(moveTo(next))).toMatch(
      /^The last apply of test, begun by .* on .* at .* UTC, was cut off\. Nothing was moved: what it made may not be in the state\.\n/,
    );
    endJournal('test');
  });

  test('the place is another environment’s, or the record may be', async () => {
    const former = places.place('local');
    const others = [{ name: 'prod', config: { state: former } }];
    const next = places.place('local');
    expect(await failure(moveTo(next, { from: backendOf(former), others }))).toBe(
      `The state at local ${former.local?.path} is that of prod. Nothing was moved.\n  Say where this environment’s own state is with --from.`,
    );
    const context = {
      ...places.context,
      variables: { ...places.context.variables, TF_DATA_DIR: `${process.cwd()}/data` },
    };
    const work = withMove(places.environment(next), {}, context, () => Promise.resolve());
    expect(await failure(work)).toMatch(/^TF_DATA_DIR is an absolute path, which all environments share: /);
  });

  test('a file has the copy’s name', async () => {
    const [former, next] = [places.place('local'), places.place('s3')];
    await applyAt(former);
    writeFileSync('taken.tfstate', 'mine');
    expect(await failure(moveTo(next, { copy: 'taken.tfstate' }))).toBe(
      'taken.tfstate exists already and holds something else. Nothing was moved.\n  Take it away, or name another file with --copy.',
    );
    expect(readFileSync('taken.tfstate', 'utf8')).toBe('mine');
    expect(await pull(next)).toBeUndefined();
  });

  test('somebody goes on with the former place after all', async () => {
    const [former, next] = [places.place('local'), places.place('http')];
    await applyAt(former);
    await moveTo(next);
    await applyAt(former, { one: { input: 'changed' }, more: {} });
    // The new place was changed once too, so that nobody can tell which is right by their serials.
    rmSync(`${former.local?.path}.backup`, { force: true });
    const text = await failure(moveTo(next, { from: backendOf(former) }));
    expect(text).toMatch(
      /^Both places hold this state, and they differ: serial \d+, 2 resources at local .*, serial \d+, 3 resources at http /,
    );
  });

  test('somebody changes the state before the question is answered', async () => {
    const [former, next] = [places.place('http'), places.place('local')];
    await applyAt(former);
    const change = async () => {
      const folder = await places.stack(former, { one: { input: 'changed' } });
      await runTerraform(places.context, folder, ['apply', '-auto-approve', '-no-color']);
    };
    const text = await failure(moveTo(next, {}, change));
    expect(text).toMatch(
      /^The state at http \S+ was changed since it was looked at \(serial \d+ then, serial \d+ now\)\. Nothing was moved\.\n {2}See that nobody works, then run this again\.$/,
    );
    // The folder still goes by the former place.
    expect(readFileSync('cdktf.out/stacks/test/.terraform/terraform.tfstate', 'utf8')).toContain('"http"');
    expect(existsSync(next.local?.path ?? '')).toBe(false);
  });

  test('a bucket that isn’t there', async () => {
    await applyAt(places.place('local'));
    expect(await failure(moveTo({ s3: { bucket: 'not-there', key: 'a', region: 'eu-west-1' } }))).toBe(
      'The bucket of the state doesn’t exist.\n  Correct `state.s3.bucket`, look at whose credentials these are, or have `federation bootstrap` make it.\n  It is to be at: s3 not-there/a',
    );
  });

  test('a server that takes no such credentials', async () => {
    const [former, next] = [places.place('local'), places.place('http')];
    await applyAt(former);
    const context = {
      ...places.context,
      variables: { ...places.context.variables, TF_HTTP_PASSWORD: 'wrong' },
    };
    const work = withMove(places.environment(next), {}, context, () => Promise.resolve());
    expect(await failure(work)).toBe(
      `The server of the state doesn’t take the credentials.\n  Set TF_HTTP_USERNAME and TF_HTTP_PASSWORD to those of this state.\n  It is to be at: http ${next.http?.address}`,
    );
  });

  test('a server that can’t be reached', async () => {
    await applyAt(places.place('local'));
    const address = 'http://127.0.0.1:9/state';
    expect(await failure(moveTo({ http: { address } }))).toBe(
      `The state can’t be reached.\n  Look at its address in the config, at the network, and whether it is up; then run this again.\n  It is to be at: http ${address}`,
    );
  });
});
