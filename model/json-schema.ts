/** The declaration as JSON Schema (draft 2020-12), for editors. */
import { z } from 'zod';
import { configSchema } from './config.js';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * For an environment's own file. Its sections may stand in included files, in whole or in part, so an editor can't
 * know that a key of theirs is missing; the program does.
 */
export function renderConfigSchema(): string {
  return render({ ...spread(z.toJSONSchema(configSchema, { io: 'input' })), required: ['environment'] });
}

/** For an included file: the same without what only the environment's own file holds. */
export function renderPartSchema(): string {
  const own = { environment: true, include: true } as const;
  const part = configSchema
    .omit(own)
    .meta({ title: 'Part of an environment', description: 'A file that an environment includes.' });
  return render(spread(z.toJSONSchema(part, { io: 'input' })));
}

/** Requires nothing of the file as a whole, nor of `entra` and `aws`. */
function spread(schema: JsonSchema): JsonSchema {
  const { entra, aws, ...others } = schema.properties ?? {};
  return optional({ ...schema, properties: { ...others, entra: optional(entra), aws: optional(aws) } });
}

function optional(schema: JsonSchema | boolean | undefined): JsonSchema {
  if (typeof schema !== 'object') return {};
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'required'));
}

const render = (schema: JsonSchema): string => `${JSON.stringify(schema, null, 2)}\n`;
