/**
 * Whether two values mean the same to a provider: sets have no order, and an empty string or collection is as good
 * as none (as Terraform's plugin SDK has it).
 */
import { isObject, isUnknown, type WireObject, type WireValue } from '../protocol/values.js';
import type { AttributeType, BlockSchema, NestedBlockSchema } from './schema.js';

export function sameBlock(a: WireObject, b: WireObject, block: BlockSchema): boolean {
  return blockText(a, block) === blockText(b, block);
}

/** Compares one argument, attribute or nested block, by its name. */
export function sameArgument(name: string, a: WireObject, b: WireObject, block: BlockSchema): boolean {
  return argumentText(name, a[name] ?? null, block) === argumentText(name, b[name] ?? null, block);
}

/** A text that is equal for equal values. */
export function argumentText(name: string, value: WireValue, block: BlockSchema): string {
  const attribute = block.attributes[name];
  if (attribute) return attributeText(value, attribute.type);
  const nested = block.block_types[name];
  if (!nested) throw new TypeError(`The schema has no "${name}".`);
  return nestedText(value, nested);
}

const NONE = 'none';
const ANY = 'unknown';

function blockText(value: WireObject, block: BlockSchema): string {
  const names = [...Object.keys(block.attributes), ...Object.keys(block.block_types)];
  return `{${names.map((name) => argumentText(name, value[name] ?? null, block)).join()}}`;
}

function nestedText(value: WireValue, { nesting_mode, block }: NestedBlockSchema): string {
  const one = (element: WireValue) => (isObject(element) ? blockText(element, block) : scalarText(element));
  if (nesting_mode === 'single') return one(value);
  return collectionText(value, nesting_mode, one);
}

function attributeText(value: WireValue, type: AttributeType): string {
  if (typeof type === 'string') return scalarText(value);
  const [kind, inner] = type;
  if (kind !== 'object') return collectionText(value, kind, (element) => attributeText(element, inner));
  if (!isObject(value)) return scalarText(value);
  return `{${Object.entries(inner)
    .map(([key, member]) => attributeText(value[key] ?? null, member))
    .join()}}`;
}

function collectionText(
  value: WireValue,
  kind: 'list' | 'set' | 'map',
  one: (element: WireValue) => string,
): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return NONE;
    const elements = value.map(one);
    return `[${(kind === 'set' ? elements.sort() : elements).join()}]`;
  }
  if (!isObject(value)) return scalarText(value);
  const keys = Object.keys(value).sort();
  return keys.length === 0
    ? NONE
    : `{${keys.map((key) => `${JSON.stringify(key)}:${one(value[key] ?? null)}`).join()}}`;
}

function scalarText(value: WireValue): string {
  if (isUnknown(value)) return ANY;
  return value === null || value === '' ? NONE : JSON.stringify(value);
}
