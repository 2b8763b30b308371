import { warning } from '../problem.js';
import { foldKey, tagsReadBy } from '../session-tags.js';
import { nameChoices, quote } from '../text.js';
import { sessionTagKeys } from './attributes.js';
import type { Rule } from './rule.js';

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
    return [...('text' in read ? tagsReadBy(read.text) : [])]
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
