/** What `npm run generate` writes is current, and says the truth. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { renderConfigSchema, renderPartSchema } from '../../model/json-schema';
import { renderReference } from '../../model/reference';
import { loadFiles, METADATA } from './helpers';

const committed = (path: string) => readFileSync(resolve(__dirname, '../..', path), 'utf8');

test.each([
  ['config/schema.json', renderConfigSchema],
  ['config/schema-part.json', renderPartSchema],
  ['docs/reference.md', renderReference],
])('%s is current', (path, render) => {
  expect(committed(path)).toBe(render());
});

test('the example in the reference passes the rules', () => {
  const [, example = ''] = /```yaml\n([^]*?)```/.exec(renderReference()) ?? [];
  const { environments, text } = loadFiles({ 'prod.yaml': example, 'prod/aws-saml-metadata.xml': METADATA });
  expect(text).toBe('No problems.');
  expect(environments[0]?.access.grants).toHaveLength(2);
});

test('editors do not miss what stands in included files, but do miss what an entry needs', () => {
  const schema = JSON.parse(renderConfigSchema());
  expect(schema.required).toEqual(['environment']);
  expect(schema.properties.aws.required).toBeUndefined();
  expect(schema.properties.aws.properties.accounts.additionalProperties.required).toEqual(['id']);
  const part = JSON.parse(renderPartSchema());
  expect(part.required).toBeUndefined();
  expect(Object.keys(part.properties)).not.toContain('include');
});

test('every key of the declaration stands in the reference', () => {
  const keys = [...renderConfigSchema().matchAll(/"(\w+)": \{/g)].map(([, key]) => key);
  const structural = ['properties', 'items', 'additionalProperties', 'propertyNames', 'default'];
  for (const key of keys.filter((name) => !structural.includes(name ?? '')))
    expect(renderReference()).toContain(`| \`${key}\` |`);
});
