/** A schema as the protocol's messages carry it. */
import type { BlockSchema, NestingMode } from './schema.js';

const NESTING: Readonly<Record<NestingMode, number>> = { single: 1, list: 2, set: 3, map: 4 };

/** `sensitive` names attributes by their dotted path, as in `credential.value`. */
export function wireSchema(block: BlockSchema, sensitive: readonly string[] = []): object {
  return { version: 0, block: wireBlock(block, sensitive, '') };
}

function wireBlock(block: BlockSchema, sensitive: readonly string[], path: string): object {
  return {
    version: 0,
    attributes: Object.entries(block.attributes).map(([name, { type, ...flags }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      ...flags,
      sensitive: sensitive.includes(path + name),
    })),
    blockTypes: Object.entries(block.block_types).map(([name, nested]) => ({
      typeName: name,
      block: wireBlock(nested.block, sensitive, `${path}${name}.`),
      nesting: NESTING[nested.nesting_mode],
      minItems: nested.min_items ?? 0,
      maxItems: nested.max_items ?? 0,
    })),
  };
}
