/** `federation state move` as people run it, without a terminal, between two files. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { federation } from '../../cli/federation.js';
import { smallConfig, writeConfig } from '../../helpers/config.js';

const LINEAGE = 'a0a0a0a0-0000-4000-8000-000000000000';
let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'move-'));
  const config = Object.assign(smallConfig(), { state: { local: { path: '../new.tfstate' } } });
  writeConfig(join(cwd, 'config'), config);
  const empty = { version: 4, terraform_version: '1.11.4', outputs: { a: { value: 1, type: 'number' } } };
  writeFileSync(
    join(cwd, 'old.tfstate'),
    JSON.stringify({ ...empty, serial: 7, lineage: LINEAGE, resources: [] }),
  );
  writeFileSync(join(cwd, 'before.yaml'), 'environment: test\nstate: { local: { path: old.tfstate } }\n');
  writeFileSync(join(cwd, 'other.yaml'), 'environment: prod\nstate: { local: { path: old.tfstate } }\n');
});
afterAll(() => rmSync(cwd, { recursive: true }));

const move = (...args: string[]) => federation(['state', 'move', 'test', ...args], { cwd });

test('it shows what it would do, takes no other environment’s file, moves, and has nothing to do then', async () => {
  const shown = await move('--from', 'before.yaml');
  expect(shown.stdout).toBe(
    [
      'The state of test: lineage a0a0a0a0, serial 7, 0 resources',
      `  from  local ${join(cwd, 'old.tfstate')}`,
      `  to    local ${join(cwd, 'new.tfstate')}`,
      'A copy is kept in test-a0a0a0a0-serial-7.tfstate, readable by you alone. It holds secrets in clear.',
      'Nobody may plan or apply meanwhile.',
      '',
    ].join('\n'),
  );
  expect(shown.stderr).toContain(
    'Error: There is no terminal to ask for confirmation on. To move it: federation state move test --from before.yaml --auto-approve\n',
  );
  expect(shown.code).toBe(1);

  const refused = await move('--from', 'other.yaml', '--auto-approve');
  expect(refused.stderr).toContain(
    'other.yaml:1 environment: is "prod", not "test".\n  This is another environment’s file. Name "test"’s own, as it was before.',
  );
  expect(refused.code).toBe(1);

  expect((await move('--from', 'before.yaml', '--auto-approve')).code).toBe(0);
  expect(readFileSync(join(cwd, 'new.tfstate'), 'utf8')).toContain(LINEAGE);

  const again = await move('--auto-approve');
  expect(again.stdout).toBe(
    `test: there is nothing to move: the state is at local ${join(cwd, 'new.tfstate')} (serial 7, 0 resources), which is what the config names.\n`,
  );
  expect(again.code).toBe(0);
}, 60_000);
