/** Handles for what has a name only. */

/** What a handle may have of letters, digits and hyphens. */
const LONGEST = 63;

/**
 * The name in lower case, with hyphens for what a handle can't hold: `Payments (Prod)` is `payments-prod`. Where it is
 * taken, whatever the case, or nothing of it is left, the id follows it.
 *
 * @param what What stands in front where the name begins with no letter, such as `account`.
 */
export function newHandle(name: string, what: string, id: string, taken: Iterable<string>): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const begun = /^[a-z]/.test(plain) ? plain : [what, plain || id].join('-');
  const handle = cut(begun, LONGEST);
  const others = new Set([...taken].map((other) => other.toLowerCase()));
  return others.has(handle) ? `${cut(begun, LONGEST - id.length - 1)}-${id}` : handle;
}

const cut = (handle: string, length: number): string => handle.slice(0, length).replace(/-$/, '');
