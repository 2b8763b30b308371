/** Whether a role's trust policy lets someone of a SAML provider do something. */
import { AwsError } from '../aws-error.js';
import { parseTrustPolicy, type TrustStatement } from '../iam/trust-policy.js';

export interface SamlCaller {
  readonly providerArn: string;
  /** `SAML:aud`: the assertion's recipient, not its audience. */
  readonly recipient: string;
}

export type SamlAction = 'sts:AssumeRoleWithSAML' | 'sts:TagSession' | 'sts:SetSourceIdentity';

/**
 * Of conditions, StringEquals and StringLike on `SAML:aud` are modelled. An explicit denial wins.
 *
 * @throws AwsError NotImplemented where it depends on a condition, or on the principal `*`, that isn't modelled.
 */
export function trusts(trustPolicy: string, caller: SamlCaller, action: SamlAction): boolean {
  const applicable = parseTrustPolicy(trustPolicy).filter(
    (statement) => names(statement, caller, action) && conditionsHold(statement, caller),
  );
  return applicable.length > 0 && applicable.every(({ Effect }) => Effect === 'Allow');
}

function names(
  { principals, actions }: TrustStatement,
  { providerArn }: SamlCaller,
  action: SamlAction,
): boolean {
  const named = actions.some((each) => ['sts:*', action.toLowerCase()].includes(each.toLowerCase()));
  if (named && principals.some(({ value }) => value === '*')) throw notModelled('the principal *');
  return named && principals.some(({ type, value }) => type === 'Federated' && value === providerArn);
}

const OPERATORS = new Map<string, (expected: string, value: string) => boolean>([
  ['StringEquals', (expected, value) => expected === value],
  ['StringLike', (pattern, value) => wildcards(pattern).test(value)],
]);

function conditionsHold({ conditions }: TrustStatement, { recipient }: SamlCaller): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const matches = OPERATORS.get(operator);
      if (!matches || key.toLowerCase() !== 'saml:aud')
        throw notModelled(`the condition ${operator} on ${key}`);
      return values.some((value) => matches(value, recipient));
    }),
  );
}

const wildcards = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );

const notModelled = (what: string): AwsError =>
  new AwsError(
    'NotImplemented',
    `The sandbox does not model ${what} of trust policies for people who sign in.`,
  );
