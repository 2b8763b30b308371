import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNewFiles } from '../../../operations/adopt/write-new-files.js';

let config: string;
beforeEach(() => (config = mkdtempSync(join(tmpdir(), 'new-files-'))));
afterEach(() => rmSync(config, { recursive: true }));

const FILES: readonly (readonly [string, string])[] = [
  ['prod.yaml', 'environment: prod\n'],
  ['prod/accounts.yaml', 'aws: {}\n'],
];

/** Somebody else writes just before the files, or just before the last of them, are written. */
class Raced extends Map<string, string> {
  constructor(
    private readonly before: 'all' | 'last',
    private readonly happen: () => void,
  ) {
    super(FILES);
  }
  override *[Symbol.iterator](): MapIterator<[string, string]> {
    if (this.before === 'all') this.happen();
    yield* super[Symbol.iterator]();
  }
  override get(path: string): string | undefined {
    if (this.before === 'last') this.happen();
    return super.get(path);
  }
}

const everything = (): string[] => readdirSync(config, { recursive: true }).map(String).sort();

test.each([
  ['a folder', ['prod/theirs.yaml'], 'config/prod stands'],
  ['a folder with accounts alone', ['prod/accounts.yaml'], 'config/prod stands'],
  ['a file', ['prod.yaml'], 'config/prod.yaml stands'],
  ['both', ['prod.yaml', 'prod/theirs.yaml'], 'config/prod.yaml and config/prod stand'],
] as const)('%s that stands there is left as it is, also where it comes meanwhile', (_what, theirs, told) => {
  const write = () => {
    mkdirSync(join(config, 'prod'), { recursive: true });
    if (!theirs.some((path) => path.startsWith('prod/'))) rmSync(join(config, 'prod'), { recursive: true });
    for (const path of theirs) writeFileSync(join(config, path), 'theirs');
  };
  const refusal = `${told} there already. Nothing was written. Name another environment, or another folder with --config.`;
  const said = (files: ReadonlyMap<string, string>) => {
    try {
      writeNewFiles(config, 'prod', files);
    } catch (error) {
      return (error as Error).message.replaceAll(config, 'config');
    }
    return 'it was written';
  };
  expect(said(new Raced('all', write))).toBe(refusal);
  const left = everything();
  expect(said(new Map(FILES))).toBe(refusal);
  expect(everything()).toEqual(left);
  for (const path of theirs) expect(readFileSync(join(config, path), 'utf8')).toBe('theirs');
  expect(left.filter((path) => path.endsWith('.yaml'))).toEqual([...theirs].sort());
});

test('an environment’s file that comes after its folder is left as it is, and the folder goes again', () => {
  const raced = new Raced('last', () => writeFileSync(join(config, 'prod.yaml'), 'theirs'));
  expect(() => writeNewFiles(config, 'prod', raced)).toThrow(/prod\.yaml stands there already\. Nothing was/);
  expect(everything()).toEqual(['prod.yaml']);
  expect(readFileSync(join(config, 'prod.yaml'), 'utf8')).toBe('theirs');
});

test('where one of several files can’t be written, nothing is there afterwards', () => {
  const long = `prod/policies/${'x'.repeat(300)}.json`;
  expect(() => writeNewFiles(config, 'prod', new Map([...FILES, [long, '{}']]))).toThrow('ENAMETOOLONG');
  expect(everything()).toEqual([]);
  const unwritable = new Raced('last', () => {
    throw new Error('the disk is full');
  });
  expect(() => writeNewFiles(config, 'prod', unwritable)).toThrow('the disk is full');
  expect(everything()).toEqual([]);
});
