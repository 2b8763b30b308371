/** How the tenant lists objects: by equality of properties, which is what `$filter=a eq 'x' and b eq true` says. */
import { badRequest } from './graph-error.js';

/** Strings are compared without regard to case, as Graph does. A list is wanted by any of its values. */
const equal = (actual: unknown, wanted: unknown): boolean =>
  Array.isArray(actual)
    ? actual.some((each) => equal(each, wanted))
    : typeof actual === 'string' && typeof wanted === 'string'
      ? actual.toLowerCase() === wanted.toLowerCase()
      : actual === wanted;

/** Copies of the objects that have every wanted value; a property that is not `filterable` is refused. */
export function matching<T extends object>(
  objects: Iterable<T>,
  where: Partial<T>,
  filterable: readonly (keyof T & string)[],
): T[] {
  const wanted = Object.entries(where);
  for (const [property] of wanted) {
    if (!(filterable as readonly string[]).includes(property)) {
      throw badRequest(
        `Unsupported or invalid query filter clause specified for property '${property}'.`,
        'Request_UnsupportedQuery',
      );
    }
  }
  return [...objects]
    .filter((object) => wanted.every(([property, value]) => equal(object[property as keyof T], value)))
    .map((object) => structuredClone(object));
}
