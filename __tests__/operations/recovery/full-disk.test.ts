/** The disk is full, or writing is not allowed. A process's limit on the size of files stands in for a full disk. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainRefusedTerraform } from '../../../operations/explain/explain-refused-write.js';
import { requireNoUnsavedState } from '../../../operations/recovery/save-unsaved-states.js';
import { requireWholeZip } from '../../../operations/recovery/whole-zip.js';
import { explainRefusedWrite, writeWhole } from '../../../operations/recovery/write-whole.js';
import { dropBrokenRecord } from '../../../operations/state/record.js';
import { keepDumpedState, keepUnsavedStates } from '../../../operations/recovery/unsaved-state.js';

let folder: string;
const home = process.cwd();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

test.each([
  ['ENOSPC', 'prod.tfplan can’t be written: the disk is full. Make room, then run this again.'],
  [
    'EACCES',
    'prod.tfplan can’t be written: you may not write there. Get the right to, or run this elsewhere.',
  ],
  ['EROFS', 'prod.tfplan can’t be written: the file system is read-only. Run this where you may write.'],
])('%s says which file, and what to do', (code, message) => {
  const refused = Object.assign(new Error('refused'), { code });
  expect(explainRefusedWrite(refused, 'prod.tfplan')?.message).toBe(message);
});

test('another error is none of these', () => {
  expect(explainRefusedWrite(new Error('a bug'), 'prod.tfplan')).toBeUndefined();
});

test('a file that can’t be written whole leaves the one before, and nothing beside it', () => {
  writeFileSync('prod.tfplan', 'before');
  const endless = { length: -1 } as unknown as Uint8Array;
  expect(() => writeWhole('prod.tfplan', endless)).toThrow();
  expect(readdirSync('.')).toEqual(['prod.tfplan']);
  expect(readFileSync('prod.tfplan', 'utf8')).toBe('before');
});

test('a plan file that Terraform couldn’t write whole is told', () => {
  writeFileSync('plan', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]));
  expect(() => requireWholeZip('plan')).toThrow(
    new Error(
      'The plan could not be written whole to plan: the disk is full, most likely. Nothing was changed. Make room there, or name another folder with TMPDIR, and run this again.',
    ),
  );
  writeFileSync('plan', '');
  expect(() => requireWholeZip('plan')).toThrow('The plan could not be written whole to plan');
});

test('a part of a state that a full disk left is no state, and one that Terraform printed is kept', () => {
  mkdirSync('cdktf.out/stacks/prod', { recursive: true });
  writeFileSync('cdktf.out/stacks/prod/errored.tfstate', '{"version": 4, "ser');
  expect(keepUnsavedStates('prod')).toEqual([]);
  expect(keepDumpedState('prod', { version: 4 })).toBe('cdktf.out/stacks/prod.unsaved.tfstate');
  expect(keepDumpedState('prod', { version: 5 })).toBe('cdktf.out/stacks/prod.2.unsaved.tfstate');
  expect(keepUnsavedStates('prod')).toEqual([
    'cdktf.out/stacks/prod.unsaved.tfstate',
    'cdktf.out/stacks/prod.2.unsaved.tfstate',
  ]);
});

test('a link in the place of what Terraform couldn’t save is left alone, and what it leads to', () => {
  mkdirSync('cdktf.out/stacks/prod', { recursive: true });
  writeFileSync('other.json', '{}', { mode: 0o644 });
  symlinkSync(join(folder, 'other.json'), 'cdktf.out/stacks/prod/errored.tfstate');
  symlinkSync(join(folder, 'other.json'), 'cdktf.out/stacks/prod.unsaved.tfstate');
  expect(keepUnsavedStates('prod')).toEqual([]);
  expect(statSync('other.json').mode & 0o777).toBe(0o644);
});

test('another environment’s state is none of this one’s', () => {
  mkdirSync('cdktf.out/stacks', { recursive: true });
  keepDumpedState('prod-2', {});
  expect(keepUnsavedStates('prod')).toEqual([]);
  expect(existsSync('cdktf.out/stacks/prod-2.unsaved.tfstate')).toBe(true);
});

test.each([
  [
    'The plan file could not be written: write /tmp/x/plan: no space left on device.',
    '/tmp/x/plan can’t be written: the disk is full. Make room, then run this again.',
  ],
  [
    'Error: mkdir .terraform: permission\ndenied',
    '.terraform can’t be written: you may not write there. Get the right to, or run this elsewhere.',
  ],
  ['Error: invalid JSON', undefined],
])('Terraform’s %j is told with what to do', (said, told) => {
  expect(explainRefusedTerraform(said)).toBe(told);
});

test('a new sandbox is not started on a state of an earlier one', () => {
  mkdirSync('cdktf.out/stacks/sandbox', { recursive: true });
  expect(() => requireNoUnsavedState('sandbox')).not.toThrow();
  writeFileSync('cdktf.out/stacks/sandbox/errored.tfstate', '{}');
  expect(() => requireNoUnsavedState('sandbox')).toThrow(
    new Error(
      [
        'cdktf.out/stacks/sandbox.unsaved.tfstate is the state of an earlier apply of sandbox that couldn’t be saved, and a new sandbox has nothing of what it knows.',
        '  If that was on a sandbox that is gone, delete the file. Else save it first: federation apply sandbox',
      ].join('\n'),
    ),
  );
});

test('a record of the backend that a full disk cut off is written anew, and a whole one is kept', () => {
  const record = join('.terraform', 'terraform.tfstate');
  mkdirSync('.terraform');
  for (const cutOff of ['', '{"version": 3,']) {
    writeFileSync(record, cutOff);
    dropBrokenRecord('.', {});
    expect(existsSync(record)).toBe(false);
    dropBrokenRecord('.', {});
  }
  writeFileSync(record, '{"version": 3}');
  dropBrokenRecord('.', {});
  expect(readFileSync(record, 'utf8')).toBe('{"version": 3}');
});
