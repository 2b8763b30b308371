/** Reads Terraform values as the provider's code does, to which an argument left out and an empty one are the same. */
import type { Attributes, Value } from '../resource.js';

/** The text of an argument; empty where it isn't given. */
export function text(attributes: Attributes, name: string): string {
  const value = attributes[name];
  return typeof value === 'string' ? value : '';
}

/** The text of an argument, or nothing where it isn't given or is empty. */
export const optionalText = (attributes: Attributes, name: string): string | undefined =>
  text(attributes, name) || undefined;

/** The blocks of that name, which the schema has as a list or set. */
export function blocks(attributes: Attributes, name: string): Attributes[] {
  const value = attributes[name];
  return Array.isArray(value) ? value.filter(isAttributes) : [];
}

/** The texts of a list or set. */
export function texts(attributes: Attributes, name: string): string[] {
  const value = attributes[name];
  return Array.isArray(value) ? value.filter((element) => typeof element === 'string') : [];
}

/** The texts of a map, by key; nothing where it isn't given. */
export function textMap(attributes: Attributes, name: string): Record<string, string> {
  const value = attributes[name] ?? null;
  if (!isAttributes(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const isAttributes = (value: Value): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
