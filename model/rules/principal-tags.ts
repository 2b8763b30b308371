import { warning } from '../problem.js';
import type { ReadText } from '../read-text.js';
import { nameChoices, quote } from '../text.js';
import { foldKey, sessionTagKeys } from './attributes.js';
import type { Rule } from './rule.js';

/** A condition key, and a policy variable with or without a default: `${aws:PrincipalTag/Team, 'none'}`. */
const CONDITION_KEY = /^aws:PrincipalTag\/(.+)$/i;
const VARIABLE = /\$\{\s*aws:PrincipalTag\/([^},]+?)\s*[},]/gi;

/**
 * An inline policy reads no session tag that nobody sends. A warning: the role may have that tag some other way, and
 * a statement about a tag that isn’t there is still a policy.
 */
export const validatePrincipalTags: Rule = ({ draft, value, inlinePolicies, locate }) => {
  const { entra, aws } = sessionTagKeys(value);
  const sent = [...new Set([...entra, ...aws])];
  const known = new Set(sent.map(foldKey));
  return [...inlinePolicies].flatMap(([handle, read]) => {
    const { inline = '', name = handle } = draft.permissionSets.entries.get(handle) ?? {};
    return [...tagsReadBy(read)]
      .filter((key) => !known.has(foldKey(key)))
      .map((key) =>
        warning(
          locate(['permissionSets', handle, 'inline']),
          `${quote(inline)}, the inline policy of ${quote(name)}, uses aws:PrincipalTag/${key}, and nobody sends a session tag ${quote(key)}.`,
          `${nameChoices('Sent', sent, key)} Add it to entra.attributes or aws.identityCenter.attributes.`,
        ),
      );
  });
};

function tagsReadBy(read: ReadText): Set<string> {
  const keys = new Set<string>();
  if (!('text' in read)) return keys;
  try {
    collect(JSON.parse(read.text), keys);
  } catch {
    // That it isn't JSON is said by another rule.
  }
  return keys;
}

function collect(value: unknown, keys: Set<string>): void {
  if (typeof value === 'string') {
    for (const [, key = ''] of value.matchAll(VARIABLE)) keys.add(key);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) {
      const key = CONDITION_KEY.exec(name)?.[1];
      if (key !== undefined) keys.add(key);
      collect(child, keys);
    }
  }
}
