/** What an assertion says of the role session that it asks for (IAM user guide, "Configure SAML assertions for the authentication response"). */
import { valuesOf, type Assertion } from './assertion.js';
import { invalidToken } from './sts-refusal.js';

export interface RolePair {
  readonly roleArn: string;
  readonly providerArn: string;
}

export interface SessionAttributes {
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  /** Session tags by key. */
  readonly tags: ReadonlyMap<string, string>;
}

const PREFIX = 'https://aws.amazon.com/SAML/Attributes/';
const PRINCIPAL_TAG = `${PREFIX}PrincipalTag:`;
/** What a session may last (STS API reference, AssumeRoleWithSAML). */
export const SESSION_SECONDS = { default: 3_600, least: 900, most: 43_200 } as const;
const NAME = /^[a-zA-Z_0-9+=,.@-]{2,64}$/;

export const roleAttribute = (name: string): string => `${PREFIX}${name}`;

/** The roles offered, each with its provider. AWS takes the two ARNs in either order; what is no pair is left out. */
export const rolePairs = (assertion: Assertion): RolePair[] =>
  valuesOf(assertion, roleAttribute('Role')).flatMap((value) => {
    const arns = value.split(',').map((arn) => arn.trim());
    const roleArn = arns.find((arn) => arn.includes(':role/'));
    const providerArn = arns.find((arn) => arn.includes(':saml-provider/'));
    return arns.length === 2 && roleArn && providerArn ? [{ roleArn, providerArn }] : [];
  });

/** Throws StsRefusal InvalidIdentityToken. Transitive tags aren't modelled: no role is taken on from another here. */
export function sessionAttributes(assertion: Assertion): SessionAttributes {
  const [sessionName = '', ...others] = valuesOf(assertion, roleAttribute('RoleSessionName'));
  if (sessionName === '' || others.length > 0)
    throw invalidToken(
      'RoleSessionName is required in AuthnResponse',
      'The assertion has no single RoleSessionName.',
    );
  if (!NAME.test(sessionName))
    throw invalidToken(
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
      `The RoleSessionName is ${sessionName}.`,
    );
  const [sourceIdentity] = valuesOf(assertion, roleAttribute('SourceIdentity'));
  if (sourceIdentity !== undefined && (!NAME.test(sourceIdentity) || sourceIdentity.startsWith('aws:')))
    throw invalidToken(
      'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
      `The SourceIdentity is ${sourceIdentity}.`,
    );
  return { sessionName, sourceIdentity, tags: principalTags(assertion) };
}

/** In seconds; nothing where the assertion says none. AWS's own words for one that is no such number aren't known. */
export function sessionDuration(assertion: Assertion): number | undefined {
  const [text] = valuesOf(assertion, roleAttribute('SessionDuration'));
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= SESSION_SECONDS.least && seconds <= SESSION_SECONDS.most)
    return seconds;
  throw invalidToken(
    'SessionDuration in AuthnResponse is invalid',
    `It is ${text}, not seconds from 900 to 43,200.`,
  );
}

/** AWS's own words for a tag without one value aren't known. */
function principalTags({ attributes }: Assertion): Map<string, string> {
  const tags = attributes
    .filter(({ name }) => name.startsWith(PRINCIPAL_TAG))
    .map(({ name, values }): [string, string] => {
      const key = name.slice(PRINCIPAL_TAG.length);
      const [value, ...others] = values;
      if (key === '' || value === undefined || others.length > 0) {
        const message = `PrincipalTag ${key} must have exactly one value`;
        throw invalidToken(message, `It has ${values.length}.`);
      }
      return [key, value];
    });
  return new Map(tags);
}
