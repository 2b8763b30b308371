/** Where a change of an argument replaces its object. */
import { isObject, isUnknown, type WireObject, type WireValue } from './protocol/values.js';
import { argumentText } from './schema/compare.js';
import type { BlockSchema } from './schema/schema.js';

/** Names of attributes and blocks, and places in lists of blocks. */
export type AttributePath = readonly (string | number)[];

/**
 * The paths at which the argument has changed. A dotted argument leads through nested blocks; Terraform has no paths
 * into a set, so a change within one is a change of the set.
 */
export function changedPaths(
  block: BlockSchema,
  argument: string,
  prior: WireObject,
  planned: WireObject,
): AttributePath[] {
  const dot = argument.indexOf('.');
  if (dot < 0) {
    const changed =
      argumentText(argument, prior[argument] ?? null, block) !==
      argumentText(argument, planned[argument] ?? null, block);
    return changed ? [[argument]] : [];
  }
  const name = argument.slice(0, dot);
  const rest = argument.slice(dot + 1);
  const nested = block.block_types[name];
  if (!nested) throw new TypeError(`The schema has no block "${name}" for "${argument}".`);
  if (nested.nesting_mode === 'set' || nested.nesting_mode === 'map') {
    const texts = [prior, planned].map((side) =>
      elements(side[name])
        .map((element) => textAt(nested.block, rest, element))
        .sort()
        .join(),
    );
    return texts[0] === texts[1] ? [] : [[name]];
  }
  const [before, after] = [elements(prior[name]), elements(planned[name])];
  return Array.from({ length: Math.max(before.length, after.length) }).flatMap((_, index) =>
    changedPaths(nested.block, rest, before[index] ?? {}, after[index] ?? {}).map((path) =>
      nested.nesting_mode === 'single' ? [name, ...path] : [name, index, ...path],
    ),
  );
}

function elements(value: WireValue | undefined): WireObject[] {
  if (value === undefined || value === null || isUnknown(value)) return [];
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

function textAt(block: BlockSchema, argument: string, value: WireObject): string {
  const dot = argument.indexOf('.');
  if (dot < 0) return argumentText(argument, value[argument] ?? null, block);
  const name = argument.slice(0, dot);
  const nested = block.block_types[name];
  if (!nested) throw new TypeError(`The schema has no block "${name}" for "${argument}".`);
  return elements(value[name])
    .map((element) => textAt(nested.block, argument.slice(dot + 1), element))
    .join();
}
