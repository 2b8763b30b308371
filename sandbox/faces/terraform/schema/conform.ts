/** Brings values into the exact shape of a schema, which Terraform insists on. */
import { isObject, isUnknown, type WireObject, type WireValue } from '../protocol/values.js';
import type { AttributeType, BlockSchema, NestedBlockSchema } from './schema.js';

/**
 * Every attribute is there, lists and sets of blocks are never null, and what the schema doesn't have is left out.
 *
 * @throws TypeError where a value isn't of its attribute's type.
 */
export function conform(value: WireValue | undefined, block: BlockSchema): WireObject {
  const given = isObject(value) ? value : {};
  const result: WireObject = {};
  for (const [name, { type }] of Object.entries(block.attributes)) {
    result[name] = conformAttribute(name, given[name] ?? null, type);
  }
  for (const [name, nested] of Object.entries(block.block_types)) {
    result[name] = conformBlocks(given[name] ?? null, nested);
  }
  return result;
}

function conformBlocks(value: WireValue, { nesting_mode, block }: NestedBlockSchema): WireValue {
  if (isUnknown(value)) return value;
  const one = (element: WireValue) => (isUnknown(element) ? element : conform(element, block));
  if (nesting_mode === 'single') return value === null ? null : one(value);
  if (nesting_mode === 'map') return mapValues(isObject(value) ? value : {}, one);
  return (Array.isArray(value) ? value : []).map(one);
}

function conformAttribute(name: string, value: WireValue, type: AttributeType): WireValue {
  if (value === null || isUnknown(value)) return value;
  if (typeof type === 'string') return conformPrimitive(name, value, type);
  const [kind, inner] = type;
  if (kind === 'list' || kind === 'set') {
    if (!Array.isArray(value)) throw mismatch(name, value, kind);
    return value.map((element) => conformAttribute(name, element, inner));
  }
  if (!isObject(value)) throw mismatch(name, value, kind);
  if (kind === 'map') return mapValues(value, (element) => conformAttribute(name, element, inner));
  const members = Object.entries(inner);
  return Object.fromEntries(
    members.map(([key, member]) => [key, conformAttribute(`${name}.${key}`, value[key] ?? null, member)]),
  );
}

function conformPrimitive(name: string, value: WireValue, type: 'string' | 'number' | 'bool'): WireValue {
  // A number that fits no float travels as a string.
  if (type === 'number' && typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)))
    return Number(value);
  if (typeof value !== (type === 'bool' ? 'boolean' : type)) throw mismatch(name, value, type);
  return value;
}

function mismatch(name: string, value: WireValue, type: string): TypeError {
  return new TypeError(`"${name}" must be a ${type}, but is ${JSON.stringify(value)}`);
}

function mapValues(object: WireObject, change: (value: WireValue) => WireValue): WireObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
