/** What an apply notes stands until what it made is known, whatever comes of the applies after it. */
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applySavedPlan } from '../../../operations/apply.js';
import type { Context } from '../../../operations/context.js';
import {
  beginJournal,
  endLastApply,
  endUnsavedApply,
  journalFile,
  noteBegun,
  noteUnsaved,
  readCutOffApply,
} from '../../../operations/recovery/apply-journal.js';
import type { SavedPlan } from '../../../operations/saved-plan.js';

const begun = () => readCutOffApply('test')?.begun;
const home = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

test('an apply that ends takes its own notes away, and none of one that was cut off before', () => {
  beginJournal('test');
  noteBegun('test', 'a.first');
  appendFileSync(journalFile('test'), '{"beg');
  beginJournal('test');
  noteBegun('test', 'a.second');
  expect(begun()).toEqual(['a.first', 'a.second']);
  endLastApply('test');
  expect(begun()).toEqual(['a.first']);
  endLastApply('test');
  expect(readdirSync('cdktf.out/stacks/test')).toEqual([]);
});

test('a state that was saved later settles the notes of its own apply alone', () => {
  beginJournal('test');
  noteBegun('test', 'a.first');
  endUnsavedApply('test');
  expect(begun()).toEqual(['a.first']);
  beginJournal('test');
  noteBegun('test', 'a.second');
  noteUnsaved('test');
  endUnsavedApply('test');
  expect(begun()).toEqual(['a.first']);
});

test('a plan file is not applied while what an apply made that was cut off isn’t known', async () => {
  beginJournal('test');
  await expect(applySavedPlan({ environment: 'test' } as SavedPlan, {} as Context)).rejects.toThrow(
    /^An apply of test, begun by .+ on .+ at .+ UTC, was cut off, or is under way still\. What it made may be missing in the state\.\n {2}Run first: federation apply test\. It takes over what was made\. Then make the plan file anew\.\n {2}To do without, delete cdktf\.out\/stacks\/test\/apply-under-way\.jsonl: what was made and isn’t in the state is left where it is\.$/,
  );
});
