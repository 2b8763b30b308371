/** Writes schemas.json from the installed bindings: the provider blocks and every type that the sandbox models. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProviderType } from '../resource.js';
import { loadBinding } from './binding.js';
import { extractSchema, type ExtractedSchema } from './extract.js';
import { SCHEMAS_FILE } from './load-schemas.js';
import type { BlockSchema, ProviderSchema } from './schema.js';

/** The text of schemas.json for these providers. @throws Error naming a type that the bindings don't have. */
export function renderSchemas(providers: readonly ProviderType[]): string {
  const schemas = Object.fromEntries(providers.map((provider) => [provider.name, providerSchema(provider)]));
  return `${JSON.stringify(schemas)}\n`;
}

function providerSchema({ name, resources, dataSources }: ProviderType): ProviderSchema {
  const { version, block } = extract(name, 'provider', name);
  return {
    version,
    provider: { ...block, attributes: withoutAlias(block.attributes) },
    resources: blocks(resources, (type) => extract(name, kebab(type.slice(name.length + 1)), type)),
    dataSources: blocks(dataSources, (type) => extract(name, `data-${kebab(type)}`, type)),
  };
}

/** Bindings add `alias`, which is Terraform's own and no part of a provider's schema. */
function withoutAlias(attributes: BlockSchema['attributes']): BlockSchema['attributes'] {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'alias'));
}

function blocks(
  types: readonly { readonly type: string }[],
  extractType: (type: string) => ExtractedSchema,
): Record<string, BlockSchema> {
  const names = types.map(({ type }) => type).sort();
  return Object.fromEntries(names.map((type) => [type, extractType(type).block]));
}

function extract(provider: string, folder: string, type: string): ExtractedSchema {
  const packageRoot = dirname(require.resolve(`@cdktf/provider-${provider}/package.json`));
  const schema = extractSchema(loadBinding(join(packageRoot, 'lib', folder, 'index.js')));
  if (schema.type !== type)
    throw new Error(`The binding ${folder} of ${provider} is ${schema.type}, not ${type}.`);
  return schema;
}

function kebab(type: string): string {
  return type.replaceAll('_', '-');
}

if (require.main === module) {
  void import('../providers.js').then(({ providers }) =>
    writeFileSync(SCHEMAS_FILE, renderSchemas(providers)),
  );
}
