/** Finding one's way in the declaration: what it says about a path of the config. */
import { z } from 'zod';

/** The schema without what makes a key optional. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrap(schema.unwrap());
  return schema;
}

/** What the declaration says of a key, wherever in its wrapping that stands. */
export function describe(schema: z.core.$ZodType): string {
  const { description } = schema as z.ZodType;
  if (description !== undefined) return description;
  const inner = unwrap(schema);
  return inner === schema ? '' : ((inner as z.ZodType).description ?? '');
}

/** The schema at a path, unwrapped; undefined where the declaration has no such path. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let at: z.core.$ZodType | undefined = unwrap(schema);
  for (const key of path) {
    const next: z.core.$ZodType | undefined = at && step(at, key);
    at = next && unwrap(next);
  }
  return at;
}

/** The map among the forms a value can have. */
export function mapForm(schema: z.core.$ZodType): z.ZodObject | undefined {
  if (schema instanceof z.ZodObject) return schema;
  if (!(schema instanceof z.ZodUnion)) return undefined;
  return schema.options.map(mapForm).find((form) => form !== undefined);
}

function step(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  const shape = mapForm(schema)?.shape;
  return shape !== undefined && Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
}
