/** Policy documents as IAM parses them. What they allow isn't looked into. */
import { AwsError } from '../aws-error.js';

export type PolicyStatement = Readonly<Record<string, unknown>>;

/** The statements of a document. Throws MalformedPolicyDocument. */
export function parseStatements(document: string): readonly PolicyStatement[] {
  const policy = parseJson(document);
  const statements = [policy['Statement']].flat();
  const versions = [undefined, '2008-10-17', '2012-10-17'];
  if (!versions.includes(policy['Version'] as string | undefined) || statements.length === 0)
    throw syntaxErrors();
  return statements.map((statement) => {
    if (!isObject(statement) || !['Allow', 'Deny'].includes(String(statement['Effect'])))
      throw syntaxErrors();
    return statement;
  });
}

/** Judges a document of an identity: with actions and resources, without principals. Throws MalformedPolicyDocument. */
export function checkIdentityPolicy(document: string): void {
  for (const statement of parseStatements(document)) {
    if ('Principal' in statement || 'NotPrincipal' in statement)
      throw malformed('Policy document should not specify a principal.');
    if (!('Action' in statement || 'NotAction' in statement))
      throw malformed('Policy statement must contain actions.');
    if (!('Resource' in statement || 'NotResource' in statement))
      throw malformed('Policy statement must contain resources.');
  }
}

/** A string or a list of strings as a list. Throws MalformedPolicyDocument for anything else. */
export function textList(value: unknown): string[] {
  const list = [value].flat();
  if (list.length === 0 || !list.every((each) => typeof each === 'string')) throw syntaxErrors();
  return list;
}

/** How IAM measures a document. */
export const sizeOf = (document: string): number => document.replace(/\s/g, '').length;

/** IAM gives documents out percent-encoded (RFC 3986). */
export const encodeDocument = (document: string): string =>
  encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export const malformed = (message: string): AwsError => new AwsError('MalformedPolicyDocument', message);
export const syntaxErrors = (): AwsError => malformed('Syntax errors in policy.');

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(document: string): PolicyStatement {
  try {
    const value: unknown = JSON.parse(document);
    if (isObject(value)) return value;
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  throw syntaxErrors();
}
