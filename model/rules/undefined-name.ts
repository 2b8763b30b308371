/** How a name that nothing defines is told. */
import type { Named } from '../draft.js';
import { error, type Location, type Problem } from '../problem.js';
import { nameChoices, quote } from '../text.js';

/** Says so where the handle was renamed; else names what is defined, and the near match. */
export function undefinedName(
  location: Location,
  name: string,
  named: Named<{ readonly renamedFrom?: string }>,
): Problem {
  for (const [handle, { renamedFrom }] of named.entries) {
    if (renamedFrom === name) {
      return error(location, `${quote(name)} was renamed to ${quote(handle)}.`, 'Write the new handle.');
    }
  }
  return error(location, `${quote(name)} is not defined.`, nameChoices('Defined', named.defined, name));
}
