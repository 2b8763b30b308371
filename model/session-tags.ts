/** Session tags as AWS and its policies know them. */

/** A condition key, and a policy variable with or without a default: `${aws:PrincipalTag/Team, 'none'}`. */
const CONDITION_KEY = /^aws:PrincipalTag\/(.+)$/i;
const VARIABLE = /\$\{\s*aws:PrincipalTag\/([^{},]+)[},]/gi;

/** A session tag’s key as AWS tells it apart: without regard to case. */
export const foldKey = (key: string): string => key.toLowerCase();

/** The keys of the session tags that a policy reads, each as it writes it; none for a text that isn't JSON. */
export function tagsReadBy(policy: string): Set<string> {
  const keys = new Set<string>();
  try {
    collect(JSON.parse(policy), keys);
  } catch {
    // That it isn't JSON is said by a rule.
  }
  return keys;
}

function collect(value: unknown, keys: Set<string>): void {
  if (typeof value === 'string') {
    for (const [, key = ''] of value.matchAll(VARIABLE)) keys.add(key.trimEnd());
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) {
      const key = CONDITION_KEY.exec(name)?.[1];
      if (key !== undefined) keys.add(key);
      collect(child, keys);
    }
  }
}
