/** The types that prebuilt bindings speak of, as Terraform has them. */
import type { AttributeType } from './schema.js';

/** Types by the method with which a getter reads its attribute. */
export const TYPE_OF_GETTER: Readonly<Record<string, AttributeType>> = {
  getStringAttribute: 'string',
  getNumberAttribute: 'number',
  getBooleanAttribute: 'bool',
  getListAttribute: ['list', 'string'],
  getNumberListAttribute: ['list', 'number'],
  getStringMapAttribute: ['map', 'string'],
  getNumberMapAttribute: ['map', 'number'],
  getBooleanMapAttribute: ['map', 'bool'],
};
/** Types by the class of cdktf that holds a computed collection. */
export const TYPE_OF_COLLECTION: Readonly<Record<string, AttributeType>> = {
  'cdktf.StringMap': ['map', 'string'],
  'cdktf.NumberMap': ['map', 'number'],
  'cdktf.BooleanMap': ['map', 'bool'],
  'cdktf.StringMapList': ['list', ['map', 'string']],
  'cdktf.StringListList': ['list', ['list', 'string']],
  'cdktf.StringListMap': ['map', ['list', 'string']],
};
/** Types by the storage class of a written argument; provider blocks have no typed getters. */
export const TYPE_OF_STORAGE: Readonly<Record<string, AttributeType>> = {
  string: 'string',
  number: 'number',
  boolean: 'bool',
  stringList: ['list', 'string'],
  numberList: ['list', 'number'],
  stringMap: ['map', 'string'],
  numberMap: ['map', 'number'],
  booleanMap: ['map', 'bool'],
  stringListList: ['list', ['list', 'string']],
  stringMapList: ['list', ['map', 'string']],
};

/** Bindings read a set as a list, and say elsewhere that it is one. */
export function asSet(type: AttributeType): AttributeType {
  return Array.isArray(type) && type[0] === 'list' ? ['set', type[1]] : type;
}
