/** Handles for all things of one kind at once. */
import { createHash } from 'node:crypto';
import { HANDLE_PATTERN } from '../../model/config.js';
import { compareText } from '../../model/text.js';
import { newHandle } from '../accounts/new-handle.js';

export interface Named {
  /** What tells it from all others of its kind. */
  readonly key: string;
  readonly name: string;
}

interface HandleOptions {
  /** Whether a name that is a handle already stays as it is, as permission sets' do; else it is in lower case. */
  readonly keepCase?: boolean;
  /** Handles that others have. */
  readonly taken?: readonly string[];
}

/**
 * The handle of each thing, by its key: no two alike, whatever the case. It depends on the things alone, not on their
 * order. Of two that would have one handle, the first by name has it, and the other's key follows its name: as it is
 * where a handle can hold it, else a digest of it.
 *
 * @param what What stands in front where a name begins with no letter, such as `account`.
 */
export function assignHandles(
  things: readonly Named[],
  what: string,
  { keepCase = false, taken: before = [] }: HandleOptions = {},
): Map<string, string> {
  const handles = new Map<string, string>();
  const taken = new Set(before.map((handle) => handle.toLowerCase()));
  for (const { key, name } of [...things].sort(compareNamed)) {
    const handle = firstFree(keepCase ? name : name.toLowerCase(), { key, name }, what, taken);
    taken.add(handle.toLowerCase());
    handles.set(key, handle);
  }
  return handles;
}

const compareNamed = (a: Named, b: Named): number => compareText(a.name, b.name) || compareText(a.key, b.key);

function firstFree(wanted: string, { key, name }: Named, what: string, taken: ReadonlySet<string>): string {
  const isFree = (handle: string) => !taken.has(handle.toLowerCase());
  if (HANDLE_PATTERN.test(wanted) && !/-$|--/.test(wanted) && isFree(wanted)) return wanted;
  const short = /^[a-z0-9-]{1,36}$/.test(key)
    ? key
    : createHash('sha256').update(key).digest('hex').slice(0, 8);
  for (let count = 1; ; count++) {
    const handle = newHandle(name, what, count === 1 ? short : `${short}-${count}`, taken);
    if (isFree(handle)) return handle;
  }
}
