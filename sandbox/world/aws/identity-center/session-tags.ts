/** The session tags that a person brings into every account: `aws:PrincipalTag/<key>` of policies. */
import type { Assertion, SamlAttribute } from '../saml/assertion.js';
import { SamlRefusal } from '../saml/saml-refusal.js';
import type { State, UserRecord } from '../state.js';
import { valueAt } from './user-paths.js';

const ACCESS_CONTROL = 'https://aws.amazon.com/SAML/Attributes/AccessControl:';
const MOST_ATTRIBUTES = 50;

/**
 * None unless attributes for access control are enabled (user guide, "Disable attributes for access control": nothing
 * received is passed then). AWS's own mapping wins over the same key from SAML; where the user lacks what it names, there
 * is no tag of that key at all (UNVERIFIED).
 *
 * @throws SamlRefusal for attributes that aren't as the guide asks under "Error 'An unexpected error has occurred'".
 */
export function sessionTags(
  { accessControl }: State,
  { attributes }: Assertion,
  user: UserRecord,
): ReadonlyMap<string, string> {
  if (!accessControl) return new Map();
  checkAttributes(attributes);
  const mapped = new Set(accessControl.attributes.map(({ Key }) => Key.toLowerCase()));
  const sent = attributes.flatMap(({ name, values: [value = ''] }): [string, string][] => {
    const key = name.startsWith(ACCESS_CONTROL) ? name.slice(ACCESS_CONTROL.length) : '';
    return key === '' || value === '' || mapped.has(key.toLowerCase()) ? [] : [[key, value]];
  });
  const own = accessControl.attributes.flatMap(({ Key, Value }): [string, string][] => {
    const value = valueAt(Value.Source.join(), user.attributes);
    return value === undefined ? [] : [[Key, value]];
  });
  return new Map([...sent, ...own]);
}

function checkAttributes(all: readonly SamlAttribute[]): void {
  const attributes = all.filter(({ name }) => name.startsWith(ACCESS_CONTROL));
  const names = attributes.map(({ name }) => name);
  const refuse = (what: string) => new SamlRefusal('malformed', `The response has ${what}.`);
  if (attributes.length > MOST_ATTRIBUTES)
    throw refuse(`${attributes.length} attributes for access control, and ${MOST_ATTRIBUTES} are the most`);
  for (const [index, { name, values, structured }] of attributes.entries()) {
    if (values.length > 1) throw refuse(`several values of ${name}`);
    if (names.indexOf(name) !== index) throw refuse(`${name} twice`);
    if (structured) throw refuse(`XML as the value of ${name}`);
  }
}
