/**
 * A provider with its schema: everything about it that no connection changes.
 *
 * Only modelled types are served. Terraform itself refuses any other by its name ("does not support resource type").
 * Serving all of a provider's types, to refuse them in other words, costs every command 0.3 s with aws.
 */
import type { DataSourceType, ProviderType, ResourceType } from './resource.js';
import type { BlockSchema, ProviderSchema } from './schema/schema.js';
import { wireSchema } from './schema/wire-schema.js';

export interface Modelled<T> {
  readonly model: T;
  readonly block: BlockSchema;
}

export interface Provider {
  readonly type: ProviderType;
  readonly block: BlockSchema;
  readonly resources: ReadonlyMap<string, Modelled<ResourceType>>;
  readonly dataSources: ReadonlyMap<string, Modelled<DataSourceType>>;
  /** The answer to GetSchema. */
  readonly schemaMessage: object;
}

/** @throws Error naming the types that schemas.json doesn't have yet. */
export function createProvider(type: ProviderType, schema: ProviderSchema | undefined): Provider {
  const missing = [
    ...(schema ? [] : [`the provider ${type.name}`]),
    ...type.resources.filter((model) => !schema?.resources[model.type]).map((model) => model.type),
    ...type.dataSources
      .filter((model) => !schema?.dataSources[model.type])
      .map((model) => `data.${model.type}`),
  ];
  if (!schema || missing.length > 0) {
    throw new Error(`schemas.json has no schema of ${missing.join(', ')}. Run "npm run generate".`);
  }
  const resources = withSchemas(type.resources, schema.resources);
  const dataSources = withSchemas(type.dataSources, schema.dataSources);
  return {
    type,
    block: schema.provider,
    resources,
    dataSources,
    schemaMessage: {
      provider: wireSchema(schema.provider),
      resourceSchemas: wireSchemas(resources),
      dataSourceSchemas: wireSchemas(dataSources),
      serverCapabilities: { getProviderSchemaOptional: true },
    },
  };
}

function withSchemas<T extends { readonly type: string }>(
  models: readonly T[],
  blocks: Readonly<Record<string, BlockSchema>>,
): ReadonlyMap<string, Modelled<T>> {
  return new Map(models.map((model) => [model.type, { model, block: blocks[model.type] as BlockSchema }]));
}

function wireSchemas(modelled: ReadonlyMap<string, Modelled<ResourceType | DataSourceType>>): object {
  return Object.fromEntries(
    [...modelled].map(([type, { model, block }]) => [type, wireSchema(block, model.sensitive)]),
  );
}
