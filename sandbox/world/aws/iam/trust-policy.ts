/** Trust policies: who may assume a role, and how. */
import { AwsError } from '../aws-error.js';
import type { Session } from '../state.js';
import { limitExceeded, partitionOf } from './account.js';
import { isObject, malformed, parseStatements, sizeOf, syntaxErrors, textList } from './policy-document.js';

export interface TrustStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly principals: readonly TrustPrincipal[];
  readonly actions: readonly string[];
  /** Values by key, by operator: `{ StringEquals: { 'SAML:aud': […] } }`. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface TrustPrincipal {
  readonly type: string;
  readonly value: string;
}

const ACTIONS = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:setcontext',
  'sts:setsourceidentity',
  'sts:tagsession',
  'sts:*',
];

/** IAM's quota at its default. */
const MAX_SIZE = 2_048;

/** The statements of a trust policy. Throws MalformedPolicyDocument. */
export function parseTrustPolicy(document: string): TrustStatement[] {
  return parseStatements(document).map((statement) => {
    for (const field of ['Resource', 'NotResource'])
      if (field in statement) throw malformed(`Has prohibited field ${field}`);
    for (const field of ['NotPrincipal', 'NotAction']) if (field in statement) throw notModelled(field);
    for (const field of ['Principal', 'Action'])
      if (!(field in statement)) throw malformed(`Missing required field ${field}`);
    const actions = textList(statement['Action']);
    if (!actions.every((action) => ACTIONS.includes(action.toLowerCase())))
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
    return {
      Effect: statement['Effect'] === 'Deny' ? 'Deny' : 'Allow',
      principals: principalsOf(statement['Principal']),
      actions,
      conditions: conditionsOf(statement['Condition'] ?? {}),
    };
  });
}

/**
 * Refuses a trust policy that IAM would refuse: principals have to exist. A federated one is a SAML provider of the
 * caller's own account; whether AWS asks for its existence is UNVERIFIED. An account or role that isn't of the
 * organization can't be known to exist here, and is refused. IAM users and roles that nobody made (the deployer's,
 * those of permission sets) don't exist either. That AWS turns the ARN of a role that is deleted later into an id
 * isn't modelled.
 *
 * @throws AwsError MalformedPolicyDocument, or LimitExceeded over 2,048 characters that aren't white space.
 */
export function checkTrustPolicy(session: Session, document: string): void {
  for (const { principals } of parseTrustPolicy(document)) {
    for (const principal of principals) checkPrincipal(session, principal);
  }
  if (sizeOf(document) > MAX_SIZE) throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${MAX_SIZE}`);
}

function principalsOf(value: unknown): TrustPrincipal[] {
  if (value === '*') return [{ type: 'AWS', value }];
  if (!isObject(value) || Object.keys(value).length === 0) throw syntaxErrors();
  return Object.entries(value).flatMap(([type, values]) =>
    textList(values).map((each) => ({ type, value: each })),
  );
}

function conditionsOf(value: unknown): TrustStatement['conditions'] {
  if (!isObject(value)) throw syntaxErrors();
  const operators = Object.entries(value).map(([operator, keys]) => {
    if (!isObject(keys)) throw syntaxErrors();
    return [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, [values].flat().map(String)])),
    ];
  });
  return Object.fromEntries(operators) as TrustStatement['conditions'];
}

function checkPrincipal(session: Session, { type, value }: TrustPrincipal): void {
  if (type === 'AWS' && isAwsPrincipal(session, value)) return;
  if (type === 'Service' && /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(value)) return;
  if (type === 'Federated') {
    if (/:oidc-provider\/|^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value))
      throw notModelled(`the federated principal ${value}`);
    if (!/^arn:[^:]+:iam::\d{12}:saml-provider\/[\w._-]{1,128}$/.test(value))
      throw malformed('Federated principals must be valid domain names or SAML metadata ARNs');
    if (isSamlProvider(session, value)) return;
  }
  throw malformed(`Invalid principal in policy: "${type.toUpperCase()}":"${value}"`);
}

function isSamlProvider({ state, caller }: Session, arn: string): boolean {
  const name = arn.slice(arn.indexOf('/') + 1).toLowerCase();
  return state.accounts.get(caller.account)?.samlProviders.get(name)?.arn === arn;
}

function isAwsPrincipal(session: Session, value: string): boolean {
  const { accounts } = session.state;
  if (value === '*') return true;
  if (/^\d{12}$/.test(value)) return accounts.has(value);
  const [, partition, id = '', resource = ''] = /^(arn:[^:]+):iam::(\d{12}):(.+)$/.exec(value) ?? [];
  const account = accounts.get(id);
  if (!account || partition !== partitionOf(session)) return false;
  const name = resource.split('/').at(-1) ?? '';
  return resource === 'root' || account.roles.get(name.toLowerCase())?.arn === value;
}

const notModelled = (what: string): AwsError =>
  new AwsError('NotImplemented', `The sandbox does not model ${what} of trust policies.`);
