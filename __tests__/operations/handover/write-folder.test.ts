import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFolder } from '../../../operations/handover/write-folder.js';

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'handover-'));
  folder = join(parent, 'handover', 'prod');
});
afterEach(() => rmSync(parent, { recursive: true }));

const namesIn = (directory: string): string[] => readdirSync(directory).sort();

test('a new folder holds the files and a marker, and nothing is left beside it', () => {
  writeFolder(folder, { 'a.md': 'A', 'b.xml': 'B' });
  expect(namesIn(folder)).toEqual(['.federation-handover.json', 'a.md', 'b.xml']);
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('A');
  expect(namesIn(join(parent, 'handover'))).toEqual(['prod']);
});

test('written again, it holds the new files alone', () => {
  writeFolder(folder, { 'a.md': 'A', 'b.xml': 'B' });
  writeFolder(folder, { 'a.md': 'A2' });
  expect(namesIn(folder)).toEqual(['.federation-handover.json', 'a.md']);
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('A2');
  expect(namesIn(join(parent, 'handover'))).toEqual(['prod']);
});

test.each([
  ['a file of somebody’s', (): void => writeFileSync(join(folder, 'notes.txt'), 'mine'), 'notes.txt'],
  ['a file that was changed since', (): void => writeFileSync(join(folder, 'a.md'), 'mine'), 'a.md'],
  ['a folder of somebody’s', (): void => mkdirSync(join(folder, 'more')), 'more'],
])('%s stops it, and everything stays', (_, change, name) => {
  writeFolder(folder, { 'a.md': 'A' });
  change();
  const before = namesIn(folder);
  expect(() => writeFolder(folder, { 'a.md': 'A2' })).toThrow(
    `${folder} holds what this program didn’t make, or what was changed since: ${name}. Move it, or name another folder with --out.`,
  );
  expect(namesIn(folder)).toEqual(before);
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).not.toBe('A2');
});

test('a folder without a marker is somebody’s, and an empty one is free', () => {
  mkdirSync(folder, { recursive: true });
  writeFolder(folder, { 'a.md': 'A' });
  const other = join(parent, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'a.md'), 'A');
  expect(() => writeFolder(other, { 'a.md': 'A' })).toThrow(/didn’t make.*: a\.md\./);
});

test('a file or a link in its place stops it', () => {
  const file = join(parent, 'file');
  writeFileSync(file, 'x');
  const link = join(parent, 'link');
  symlinkSync(parent, link);
  for (const place of [file, link])
    expect(() => writeFolder(place, { 'a.md': 'A' })).toThrow(/is not a folder/);
  expect(readFileSync(file, 'utf8')).toBe('x');
});

test('what can’t be written leaves the folder as it was', () => {
  writeFolder(folder, { 'a.md': 'A' });
  expect(() => writeFolder(folder, { 'a.md': 'A2', 'no/such/b.md': 'B' })).toThrow(/ENOENT/);
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('A');
  expect(namesIn(join(parent, 'handover'))).toEqual(['prod']);
  expect(existsSync(join(folder, 'no'))).toBe(false);
});
