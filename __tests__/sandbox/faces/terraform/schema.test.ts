import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { providers } from '../../../../sandbox/faces/terraform/providers.js';
import { loadBinding } from '../../../../sandbox/faces/terraform/schema/binding.js';
import { renderSchemas } from '../../../../sandbox/faces/terraform/schema/generate.js';
import { loadSchemas, SCHEMAS_FILE } from '../../../../sandbox/faces/terraform/schema/load-schemas.js';
import type { AttributeType, BlockSchema } from '../../../../sandbox/faces/terraform/schema/schema.js';

const schemas = loadSchemas();

test('schemas.json is what "npm run generate" writes', () => {
  expect(readFileSync(SCHEMAS_FILE, 'utf8')).toBe(renderSchemas(providers));
});

/** Every modelled type with its schema and its binding's source. */
const types = providers.flatMap(({ name, resources, dataSources }) => [
  ...resources.map(({ type }) => ({
    name: type,
    block: schemas[name]?.resources[type],
    source: sourceOf(name, type.slice(name.length + 1)),
  })),
  ...dataSources.map(({ type }) => ({
    name: `data.${type}`,
    block: schemas[name]?.dataSources[type],
    source: sourceOf(name, `data-${type}`),
  })),
]);

function sourceOf(provider: string, type: string): string {
  const root = dirname(require.resolve(`@cdktf/provider-${provider}/package.json`));
  return loadBinding(join(root, 'lib', type.replaceAll('_', '-'), 'index.js')).text;
}

describe.each(types)('$name', ({ block, source }) => {
  if (!block) throw new Error('It has no schema.');

  test('has the names and flags that the binding has, at every depth', () => {
    const flags = [...source.matchAll(/\/\/ (\S+) - computed: (\w+), optional: (\w+), required: (\w+)/g)];
    expect(membersOf(block).sort()).toEqual(
      flags
        .map(([, name, ...given]) => `${name} ${describeFlags(given.map((flag) => flag === 'true'))}`)
        .sort(),
    );
  });

  test('has the nested blocks that the binding writes as blocks', () => {
    const written = [...source.matchAll(/(\w+): \{\s+value: [^\n]+\n\s+isBlock: true,\s+type: "(\w+)"/g)];
    expect(blocksOf(block).sort()).toEqual(
      written.map(([, name, type]) => `${name} ${type === 'struct' ? 'single' : type}`).sort(),
    );
  });

  test('has the types that the binding’s getters read', () => {
    const read = [...source.matchAll(/this\.get(\w+)Attribute\('(\w+)'\)/g)];
    const wrong = read.filter(([, type, name]) => !typesOf(block, name ?? '').includes(type ?? ''));
    expect(wrong).toEqual([]);
  });
});

/** `name flags` of each attribute and block; the binding says of an object's members that they are computed. */
function membersOf(block: BlockSchema): string[] {
  const attributes = Object.entries(block.attributes).flatMap(
    ([name, { type, computed, optional, required }]) => [
      `${name} ${describeFlags([computed, optional, required])}`,
      ...objectMembers(
        type,
        [computed, optional, required].every((flag, index) => Boolean(flag) === (index === 0)),
      ),
    ],
  );
  const blocks = Object.entries(block.block_types).flatMap(([name, { block: inner, min_items }]) => [
    `${name} ${describeFlags([false, !min_items, Boolean(min_items)])}`,
    ...membersOf(inner),
  ]);
  return [...attributes, ...blocks];
}

function objectMembers(type: AttributeType, computed: boolean): string[] {
  if (typeof type === 'string') return [];
  if (type[0] !== 'object') return objectMembers(type[1], computed);
  return Object.entries(type[1]).flatMap(([name, member]) => [
    `${name} ${describeFlags([computed, !computed, false])}`,
    ...objectMembers(member, computed),
  ]);
}

function describeFlags([computed, optional, required]: readonly (boolean | undefined)[]): string {
  return [computed && 'computed', optional && 'optional', required && 'required'].filter(Boolean).join(' ');
}

function blocksOf({ block_types }: BlockSchema): string[] {
  return Object.entries(block_types).flatMap(([name, { nesting_mode, block }]) => [
    `${name} ${nesting_mode}`,
    ...blocksOf(block),
  ]);
}

/** The types of all attributes of that name, at any depth, as the bindings' getters name them. */
function typesOf(block: BlockSchema, name: string): string[] {
  const within = (type: AttributeType): string[] => {
    if (typeof type === 'string') return [];
    if (type[0] !== 'object') return within(type[1]);
    return Object.entries(type[1]).flatMap(([key, member]) => [
      ...(key === name ? [getterOf(member)] : []),
      ...within(member),
    ]);
  };
  return [
    ...Object.entries(block.attributes).flatMap(([key, { type }]) => [
      ...(key === name ? [getterOf(type)] : []),
      ...within(type),
    ]),
    ...Object.values(block.block_types).flatMap((nested) => typesOf(nested.block, name)),
  ];
}

function getterOf(type: AttributeType): string {
  const scalar: Record<string, string> = { string: 'String', number: 'Number', bool: 'Boolean' };
  if (typeof type === 'string') return scalar[type] ?? '';
  const element = scalar[String(type[1])] ?? '';
  if (type[0] === 'map') return `${element}Map`;
  return element === 'String' ? 'List' : `${element}List`;
}

test('a provider’s block has its arguments and nested blocks, but not Terraform’s own alias', () => {
  expect(schemas.aws?.provider.attributes).toMatchObject({
    region: { type: 'string', optional: true },
    allowed_account_ids: { type: ['set', 'string'], optional: true },
  });
  expect(schemas.aws?.provider.attributes).not.toHaveProperty('alias');
  expect(Object.keys(schemas.aws?.provider.block_types ?? {})).toContain('assume_role');
  expect(schemas.azuread?.provider.attributes).toHaveProperty('tenant_id');
});

test('nested blocks that may stand once say so', () => {
  const boundary =
    schemas.aws?.resources.aws_ssoadmin_permissions_boundary_attachment?.block_types.permissions_boundary;
  expect(boundary).toMatchObject({ nesting_mode: 'list', min_items: 1, max_items: 1 });
  expect(boundary?.block.block_types.customer_managed_policy_reference).toMatchObject({ max_items: 1 });
});
