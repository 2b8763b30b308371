/** Whatever a person makes of a valid config gives problems or a synthesized stack, and never throws. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { synthesize } from '../helpers/synthesize';
import { loadFiles, validConfig } from './helpers';

const RUNS = { numRuns: 100 };
const text = stringify(validConfig());
const lines = text.split('\n');

function expectAnAnswer(files: Record<string, string | Uint8Array>): void {
  const { environments, problems } = loadFiles(files);
  const hasError = problems.some(({ severity }) => severity === 'error');
  expect(environments).toHaveLength(hasError ? 0 : 1);
  for (const environment of environments) synthesize(environment);
  for (const { location, message } of problems) {
    expect(message).toMatch(/\S\.$/s);
    expect(location.line).toBeGreaterThanOrEqual(0);
    // What stands in quotes is the file's own.
    expect(message.replaceAll(/"[^"]*"/g, '')).not.toMatch(/undefined|\[object|unworded|NaN/);
  }
}

test('lines deleted', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(lines.length - 1), { minLength: 1, maxLength: 5 }), (deleted) => {
      expectAnAnswer({ 'prod.yaml': lines.filter((_, index) => !deleted.includes(index)).join('\n') });
    }),
    RUNS,
  );
});

test('lines swapped', () => {
  fc.assert(
    fc.property(fc.nat(lines.length - 1), fc.nat(lines.length - 1), (a, b) => {
      const swapped = [...lines];
      [swapped[a], swapped[b]] = [lines[b] ?? '', lines[a] ?? ''];
      expectAnAnswer({ 'prod.yaml': swapped.join('\n') });
    }),
    RUNS,
  );
});

test('characters put in', () => {
  const inserted = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '*',
      '&a ',
      '<<: ',
      '!!',
      '{',
      '[',
      ': ',
      '- ',
      '\t',
      '\u0000',
      '\r',
      '---\n',
      '? ',
      '|',
      '"',
    ),
  );
  fc.assert(
    fc.property(fc.nat(text.length), inserted, (at, more) => {
      expectAnAnswer({ 'prod.yaml': text.slice(0, at) + more + text.slice(at) });
    }),
    RUNS,
  );
});

test('bytes changed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(text.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      (changes) => {
        const bytes = Buffer.from(text);
        for (const [at, byte] of changes) bytes[at] = byte;
        expectAnAnswer({ 'prod.yaml': bytes });
      },
    ),
    RUNS,
  );
});

test('any value at any path', () => {
  const paths = pathsOf(validConfig(), []);
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      'ou:/',
      'tag:a=b',
      '../',
      '\u0000',
      '__proto__',
      '${TfToken[1]}',
      '{{',
      'developers',
      'PT1H',
      '2029-10-31',
      '*',
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths), value, (path, replacement) => {
      expectAnAnswer({ 'prod.yaml': stringify(replaceAt(validConfig(), path, replacement)) });
    }),
    { numRuns: 300 },
  );
});

test('any text as metadata or as a policy', () => {
  const metadata = readFileSync(resolve(__dirname, 'base/aws-saml-metadata.xml'), 'utf8');
  const config = stringify({ ...validConfig(), permissionSets: { ReadOnly: { inline: 'policy.json' } } });
  fc.assert(
    fc.property(
      fc.nat(metadata.length),
      fc.nat(40),
      fc.string(),
      fc.oneof(fc.json(), fc.string()),
      (at, cut, more, policy) => {
        const changed = metadata.slice(0, at) + more + metadata.slice(at + cut);
        expectAnAnswer({ 'prod.yaml': config, 'aws.xml': changed, 'policy.json': policy });
      },
    ),
    RUNS,
  );
});

type Path = readonly string[];

function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function replaceAt(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...(value as object) };
  Object.assign(copy, { [key]: replaceAt((copy as Record<string, unknown>)[key], rest, replacement) });
  return copy;
}
