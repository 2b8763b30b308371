/** The session tags of both sides in the config's words, where these say all of them. */
import type { AccessControlAttribute } from '@aws-sdk/client-sso-admin';
import { PROVISIONED_ATTRIBUTES, USER_ATTRIBUTES } from '../../../model/declaration/attributes.js';
import { foldKey } from '../../../model/session-tags.js';
import { compareText, quote } from '../../../model/text.js';
import { sessionTagsPolicyName } from '../../../stacks/entra/display-names.js';
import { readSessionTags, renderSessionTags } from '../../../stacks/entra/session-tags.js';
import { sameJson } from '../../drift/same-json.js';
import type { ConfigDraft } from '../draft.js';
import type { FoundInEntra } from './entra-objects.js';
import { ENTRA, IDENTITY_CENTER, listSome, type Notes } from './notes.js';

type Sent = Pick<NonNullable<ConfigDraft['entra']>, 'attributes' | 'attributesPolicy'>;
type Tags = Readonly<Record<string, string>>;

const MOST = 50;
/** See the declaration. */
const KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu;

/** Where other applications have the policy too, a change of the config would change what these send. */
export function describeClaims(
  { claims: policy, claimsOfOthers: others, application }: FoundInEntra,
  notes: Notes,
): Sent {
  if (policy === undefined) return {};
  const { displayName, definition } = policy;
  const [text = '', ...more] = definition;
  const tags = sorted(readSessionTags(text));
  const what = `claims mapping policy ${quote(displayName)}`;
  const rendered = renderSessionTags(tags);
  if (others.length > 0) {
    notes.leaveOut(
      what,
      ENTRA,
      `Other applications use it too: ${listSome(others.map(quote).sort())}. A config would change and delete it for all of them. It stays as it is. To keep session tags in the config, give this application a policy of its own in Entra, then adopt again.`,
    );
    return {};
  }
  if (more.length > 0 || !sameJson(text, rendered) || !areAllowed(tags, USER_ATTRIBUTES)) {
    notes.leaveOut(
      what,
      ENTRA,
      'The config says session tags that users’ attributes are sent as, and this policy says something else too. It stays as it is.',
    );
    return {};
  }
  if (text !== rendered)
    notes.leaveOut(
      what,
      ENTRA,
      'The config has all that it says. Its text stands in another form, which the first apply writes anew: nothing that is sent changes.',
    );
  const usual = sessionTagsPolicyName({ application });
  return { attributes: tags, ...(displayName === usual ? {} : { attributesPolicy: displayName }) };
}

/** All or none, for an instance has one configuration of them. @param found Undefined where they aren't enabled. */
export function describeAttributes(
  found: readonly AccessControlAttribute[] | undefined,
  notes: Notes,
): Tags | undefined {
  if (found === undefined) return undefined;
  const sources = found.map(({ Key = '', Value }) => [Key, Value?.Source ?? []] as const);
  const tags = sorted(sources.map(([key, [source = '']]) => [key, source]));
  const what = 'attributes for access control';
  if (found.length === 0)
    notes.leaveOut(
      what,
      IDENTITY_CENTER,
      'They are enabled and have no key, which a config can’t say. They stay so.',
    );
  else if (sources.some(([, { length }]) => length !== 1) || !areAllowed(tags, PROVISIONED_ATTRIBUTES))
    notes.leaveOut(
      what,
      IDENTITY_CENTER,
      `Not each has one attribute that provisioning brings: ${sources.map(([key, source]) => `${key}: ${source.join(' ')}`).join(', ')}. All stay as they are.`,
    );
  else return tags;
  return undefined;
}

const sorted = (tags: Iterable<readonly [string, string]>): Tags =>
  Object.fromEntries([...tags].sort(([a], [b]) => compareText(a, b)));

function areAllowed(tags: Tags, attributes: readonly string[]): boolean {
  const keys = Object.keys(tags);
  return (
    keys.length > 0 &&
    keys.length <= MOST &&
    new Set(keys.map(foldKey)).size === keys.length &&
    keys.every((key) => KEY.test(key)) &&
    Object.values(tags).every((attribute) => attributes.includes(attribute))
  );
}
