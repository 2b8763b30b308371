/** Each folder in faults/ is a config folder with one thing that a person would get wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadEnvironments } from '../../model/load';
import { renderProblems } from '../../model/problem';
import { TODAY } from './helpers';

const faults = resolve(__dirname, 'faults');
const start = process.cwd();

afterEach(() => process.chdir(start));

test.each(readdirSync(faults))('%s', (name) => {
  process.chdir(join(faults, name));
  const { problems } = loadEnvironments('.', { today: TODAY });
  expect(`${renderProblems(problems)}\n`).toBe(readFileSync('expected.txt', 'utf8'));
});

test('the base that the faults share has no fault', () => {
  const { environments, problems } = loadEnvironments(resolve(__dirname, 'valid'), { today: TODAY });
  expect(problems).toEqual([]);
  expect(environments.map(({ name }) => name)).toEqual(['prod']);
});
