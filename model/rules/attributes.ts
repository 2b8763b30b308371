import { PROVISIONED_ATTRIBUTES, USER_ATTRIBUTES } from '../declaration/attributes.js';
import { asMap } from '../draft.js';
import { error, renderPlace, warning, type Problem } from '../problem.js';
import { foldKey } from '../session-tags.js';
import { nearMatch, quote } from '../text.js';
import { repeated } from './repeated.js';
import type { Rule, RuleInput } from './rule.js';

/** STS’s limit of session tags, and the API’s of one configuration. */
const MAX_ATTRIBUTES = 50;
const FROM_ENTRA = ['entra', 'attributes'];
const FROM_AWS = ['aws', 'identityCenter', 'attributes'];

type Keys = Record<'entra' | 'aws', readonly string[]>;

/** The keys of the session tags that a session can have, by who gives them; also where a value of theirs is malformed. */
export function sessionTagKeys(value: unknown): Keys {
  return { entra: Object.keys(at(value, FROM_ENTRA)), aws: Object.keys(at(value, FROM_AWS)) };
}

const at = (value: unknown, path: readonly string[]): Record<string, unknown> =>
  path.reduce((map, key) => asMap(map[key]), asMap(value));

/**
 * Each attribute is one that its side has, keys are told apart without regard to case, there are not too many, and of
 * a key in both places AWS decides.
 */
export const validateAttributes: Rule = (input) => {
  const keys = sessionTagKeys(input.value);
  return [
    ...validateUserAttributes(input),
    ...validateProvisionedAttributes(input),
    ...validateUnique(FROM_ENTRA, keys.entra, input),
    ...validateUnique(FROM_AWS, keys.aws, input),
    ...validateCount(keys, input),
    ...warnOfOverrides(keys, input),
  ];
};

function validateUserAttributes({ value, locate }: RuleInput): Problem[] {
  const named = USER_ATTRIBUTES.filter((name) => !name.startsWith('extensionattribute'));
  return unknownOf(at(value, FROM_ENTRA), USER_ATTRIBUTES).map(([key, attribute]) =>
    error(
      locate([...FROM_ENTRA, key]),
      `${quote(attribute)} is not an attribute of a user that Entra can send.`,
      `Allowed: ${named.join(', ')}, extensionattribute1 to extensionattribute15.${suggest(attribute, USER_ATTRIBUTES)}`,
    ),
  );
}

function validateProvisionedAttributes({ value, locate }: RuleInput): Problem[] {
  return unknownOf(at(value, FROM_AWS), PROVISIONED_ATTRIBUTES).map(([key, attribute]) => {
    const wanted = attribute.startsWith('${') ? attribute : `\${path:${attribute}}`;
    return error(
      locate([...FROM_AWS, key]),
      `${quote(attribute)} is not an attribute that AWS takes from an identity provider.`,
      `Allowed: ${PROVISIONED_ATTRIBUTES.join(', ')}.${suggest(wanted, PROVISIONED_ATTRIBUTES)}`,
    );
  });
}

/** The entries whose value is a string that isn't allowed. */
const unknownOf = (map: Record<string, unknown>, allowed: readonly string[]) =>
  Object.entries(map).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !allowed.includes(entry[1]),
  );

function suggest(wanted: string, names: readonly string[]): string {
  const near = nearMatch(wanted, names);
  return near === undefined ? '' : ` Did you mean ${quote(near)}?`;
}

function validateUnique(path: string[], keys: readonly string[], { locate }: RuleInput): Problem[] {
  return [...repeated(keys, foldKey)].map(([key, first]) =>
    error(
      locate([...path, key]),
      `${quote(key)} is the same session tag as ${quote(first)} at ${renderPlace(locate([...path, first]))}: AWS takes no notice of case.`,
      'Keep one.',
    ),
  );
}

function validateCount({ entra, aws }: Keys, { locate }: RuleInput): Problem[] {
  const over = [
    { path: FROM_ENTRA, keys: entra },
    { path: FROM_AWS, keys: aws },
  ].filter(({ keys }) => keys.length > MAX_ATTRIBUTES);
  if (over.length > 0)
    return over.map(({ path, keys }) =>
      error(locate(path), `holds ${keys.length} session tags; AWS allows ${MAX_ATTRIBUTES}.`),
    );
  const together = new Set([...entra, ...aws].map(foldKey)).size;
  if (together <= MAX_ATTRIBUTES) return [];
  return [
    error(
      locate(FROM_ENTRA),
      `holds, together with aws.identityCenter.attributes, ${together} session tags; AWS allows ${MAX_ATTRIBUTES}.`,
    ),
  ];
}

function warnOfOverrides({ entra, aws }: Keys, { locate }: RuleInput): Problem[] {
  return entra.flatMap((key) => {
    const same = aws.find((other) => foldKey(other) === foldKey(key));
    if (same === undefined) return [];
    return [
      warning(
        locate([...FROM_ENTRA, key]),
        `${quote(key)} is mapped in AWS too, at ${renderPlace(locate([...FROM_AWS, same]))}, and AWS’s own mapping overrides what Entra sends.`,
        'Keep the one whose value is meant.',
      ),
    ];
  });
}
