/** Real Terraform between an HTTP backend, an S3 server that this project didn't write, and files. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { StateConfig } from '../../../model/config.js';
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
    expect(await failure(moveTo(next))).toMatch(
      /^The state is at http .*\/place-place-\d+, which is what the config names: there is nothing to move\.$/,
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
    await applyAt(next, { one: { input: 'changed' } });
    await places.ownStack(former, RESOURCES);
    expect(await again(moveTo(next))).toMatch(
      /^test: the state has been moved already, and was changed since: s3 acme-tfstate\/place-\d+\.tfstate \(serial \d+, 1 resource\)\.$/,
    );
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
    writeFileSync('kept.tfstate', (await pull(former))?.text ?? '');
    expect((await moveTo(next, { copy: 'kept.tfstate' })).move.standing).toBe('needed');
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
      /^Both places hold this state, and they differ: serial \d+, 2 resources at local .*, serial 5, 3 resources at http /,
    );
  });

  test('somebody changes the state while it is moved', async () => {
    const [former, next] = [places.place('http'), places.place('local')];
    await applyAt(former);
    const change = async () => {
      const folder = await places.stack(former, { one: { input: 'changed' } });
      await runTerraform(places.context, folder, ['apply', '-auto-approve', '-no-color']);
    };
    const text = await failure(moveTo(next, {}, change));
    expect(text).toMatch(
      /^While the state was moved, somebody changed it at http \S+ \(serial \d+ before, \d+ now\): a plan or apply of the former config\.\n {2}That change is not at local \S+\. See that nobody works, delete the state there, and run this again\.$/,
    );
    // The folder still goes by the former place.
    expect(readFileSync('cdktf.out/stacks/test/.terraform/terraform.tfstate', 'utf8')).toContain('"http"');
    expect(existsSync(next.local?.path ?? '')).toBe(true);
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
