import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Answers } from '../../../../operations/adopt/describe/answers.js';

const ASKED = { tenantId: 't', region: 'eu-west-1', account: '1' };
const NOON = new Date('2026-11-22T12:00:00Z');
const LATER = new Date('2026-11-22T12:59:00Z');

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
  file = join(folder, 'config/.prod.adopting.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const never = () => Promise.reject(new Error('it was asked again'));

test('what was answered isn’t asked again, in the next run neither', async () => {
  const first = new Answers(file, ASKED, NOON);
  await first.remember('a', async () => ({ one: [1] }));
  expect(first.since).toBeUndefined();
  const second = new Answers(file, ASKED, LATER);
  expect(second.since).toEqual(NOON);
  expect(await second.remember('a', never)).toEqual({ one: [1] });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('an answer that was cut off is asked again, and those before it are not', async () => {
  const first = new Answers(file, ASKED, NOON);
  await first.remember('a', async () => 1);
  appendFileSync(file, '\n["b",{"half":');
  const second = new Answers(file, ASKED, LATER);
  expect(await second.remember('a', never)).toBe(1);
  expect(await second.remember('b', async () => 2)).toBe(2);
  const third = new Answers(file, ASKED, LATER);
  expect(await third.remember('b', never)).toBe(2);
});

test('a refusal is not remembered', async () => {
  const answers = new Answers(file, ASKED, NOON);
  await expect(answers.remember('a', never)).rejects.toThrow('it was asked again');
  expect(await answers.remember('a', async () => 1)).toBe(1);
});

test.each([
  ['another account’s', { ...ASKED, account: '2' }, LATER],
  ['another tenant’s', { ...ASKED, tenantId: 'u' }, LATER],
  ['another Region’s', { ...ASKED, region: 'eu-west-2' }, LATER],
  ['of a time to come', ASKED, new Date('2026-11-22T11:59:59Z')],
  ['an hour old', ASKED, new Date('2026-11-22T13:00:00Z')],
])('answers that are %s are of no use', async (_what, asked, now) => {
  await new Answers(file, ASKED, NOON).remember('a', async () => 1);
  const answers = new Answers(file, asked, now);
  expect(answers.since).toBeUndefined();
  expect(await answers.remember('a', async () => 2)).toBe(2);
});

test('a file that others can write, or a link, is not believed', async () => {
  await new Answers(file, ASKED, NOON).remember('a', async () => 1);
  chmodSync(file, 0o644);
  const refusal = `${file} is not a file that this program kept its answers in: those are regular ones that only you can read. Delete it, and run this again.`;
  expect(() => new Answers(file, ASKED, NOON)).toThrow(refusal);
  rmSync(file);
  writeFileSync(join(folder, 'elsewhere'), 'kept', { mode: 0o600 });
  symlinkSync(join(folder, 'elsewhere'), file);
  expect(() => new Answers(file, ASKED, NOON)).toThrow(refusal);
  expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('kept');
});

test.each([
  ['an answer that somebody changed', (text: string) => text.replace('one', 'two'), true],
  ['an answer of another kind', (text: string) => `${text}\nnull\n5\n{}\n["x"]\n["x",["b",null]]`, false],
  ['a head of another kind', (text: string) => text.replace(/^\n.*$/m, '\n[5,5]'), true],
])('%s is not believed', async (_what, edit, isAskedAgain) => {
  await new Answers(file, ASKED, NOON).remember('a', async () => 'one');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
  const answers = new Answers(file, ASKED, LATER);
  expect(await answers.remember('a', async () => 'asked again')).toBe(isAskedAgain ? 'asked again' : 'one');
  expect(await answers.remember('b', async () => 'asked')).toBe('asked');
});

test('a file that is too large to be read is begun anew', async () => {
  await new Answers(file, ASKED, NOON).remember('a', async () => 1);
  truncateSync(file, 257 * 1024 * 1024);
  const answers = new Answers(file, ASKED, LATER);
  expect(answers.since).toBeUndefined();
  expect(statSync(file).size).toBeLessThan(1000);
});

test('an answer that can’t be kept is an answer all the same', async () => {
  const answers = new Answers(file, ASKED, NOON);
  rmSync(join(folder, 'config'), { recursive: true });
  expect(await answers.remember('a', async () => 1)).toBe(1);
  expect(await answers.remember('a', never)).toBe(1);
});

test('once all is written it is gone', async () => {
  const answers = new Answers(file, ASKED, NOON);
  await answers.remember('a', async () => 1);
  answers.forget();
  expect(() => statSync(file)).toThrow('ENOENT');
});
