import { parseDuration } from '../duration.js';
import { error, warning, type Problem } from '../problem.js';
import { describeScimEndpoint, parseScimEndpoint } from '../scim-endpoint.js';
import { quote } from '../text.js';
import type { Rule, RuleInput } from './rule.js';

const PATH = ['entra', 'provisioning'];
const LONGEST_WAIT = 30 * 60;
const DAY = 86_400_000;
/** AWS begins to remind of a token's end so many days before it. */
const REMINDED = 90;

/** The endpoint is AWS's and in the instance's Region, and the wait is one that people would sit through. */
export const validateProvisioning: Rule = (input) => {
  const { provisioning } = input.draft.entra;
  if (typeof provisioning !== 'object') return [];
  return [
    ...validateEndpoint(provisioning.endpoint, input),
    ...validateWait(provisioning.wait, input),
    ...validateTokenEnd(provisioning.tokenExpires, input),
  ];
};

function validateEndpoint(endpoint: string, { draft: { aws }, locate }: RuleInput): Problem[] {
  const at = locate([...PATH, 'endpoint']);
  const parsed = parseScimEndpoint(endpoint);
  if (parsed === undefined) {
    return [
      error(
        at,
        `${quote(endpoint)} is not a SCIM endpoint of IAM Identity Center.`,
        `Expected: ${describeScimEndpoint(aws.region ?? 'eu-west-1')}, without a slash at its end.`,
      ),
    ];
  }
  if (aws.region === undefined || aws.region === parsed.region) return [];
  return [
    error(
      at,
      `${quote(endpoint)} is in ${parsed.region}, and aws.region is ${aws.region}.`,
      'AWS takes SCIM in the primary Region only: write the endpoint of this instance.',
    ),
  ];
}

function validateWait(wait: string, { locate }: RuleInput): Problem[] {
  const seconds = parseDuration(wait);
  if (seconds !== undefined && seconds <= LONGEST_WAIT) return [];
  const message = seconds === undefined ? 'is not an ISO 8601 duration' : 'is longer than PT30M';
  return [
    error(
      locate([...PATH, 'wait']),
      `${quote(wait)} ${message}.`,
      'Write one from PT0S to PT30M, such as PT3M.',
    ),
  ];
}

/** A token past its end is a warning: it stops new people, and must not stop anyone from taking access away. */
function validateTokenEnd(tokenExpires: string, { today, locate }: RuleInput): Problem[] {
  const at = locate([...PATH, 'tokenExpires']);
  const days = Math.ceil((Date.parse(tokenExpires) - today.getTime()) / DAY);
  const renew =
    'Make another in the Identity Center console (two may stand), set TF_VAR_scim_token to it, write its end here and apply.';
  if (days > 366) {
    return [
      error(
        at,
        `${quote(tokenExpires)} is more than a year ahead, and no access token lasts longer.`,
        'Write the day that the Identity Center console shows beside the token.',
      ),
    ];
  }
  if (days <= 0)
    return [warning(at, `The access token ended on ${tokenExpires}: nobody new reaches AWS.`, renew)];
  if (days <= REMINDED)
    return [
      warning(
        at,
        `The access token ends on ${tokenExpires}, in ${days} ${days === 1 ? 'day' : 'days'}.`,
        renew,
      ),
    ];
  return [];
}
