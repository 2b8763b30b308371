/** The real provider's checks of single arguments, in its words. An argument that isn't known yet is left out, and passes. */
import type { Attributes, Refusal } from '../resource.js';

type Check = (name: string, value: string) => string | undefined;

/** Checks each argument that is given. Keys are arguments of `config`. */
export function checkArguments(
  config: Attributes,
  checks: Readonly<Record<string, readonly Check[]>>,
  within: readonly (string | number)[] = [],
): Refusal[] {
  return Object.entries(checks).flatMap(([name, all]) => {
    const value = config[name];
    if (typeof value !== 'string') return [];
    const summaries = all.map((check) => check(name, value)).filter((summary) => summary !== undefined);
    return summaries.map((summary) => ({ summary, attribute: [...within, name] }));
  });
}

/** Checks a number that is given. */
export function checkRange(config: Attributes, name: string, least: number, most: number): Refusal[] {
  const value = config[name];
  if (typeof value !== 'number' || (value >= least && value <= most)) return [];
  const summary = `expected ${name} to be in the range (${least} - ${most}), got ${value}`;
  return [{ summary, attribute: [name] }];
}

export const lengthBetween =
  (least: number, most: number): Check =>
  (name, value) => {
    const length = Buffer.byteLength(value);
    if (length >= least && length <= most) return undefined;
    return `expected length of ${name} to be in the range (${least} - ${most}), got ${value}`;
  };

/** @param pattern Not anchored, unless it says so. */
export const matches =
  (pattern: RegExp, message: string): Check =>
  (name, value) =>
    pattern.test(value) ? undefined : `invalid value for ${name} (${message})`;

export const oneOf =
  (...allowed: readonly string[]): Check =>
  (name, value) =>
    allowed.includes(value)
      ? undefined
      : `expected ${name} to be one of [${allowed.map((one) => `"${one}"`).join(' ')}], got ${value}`;

export const accountId: Check = (name, value) =>
  /^\d{12}$/.test(value)
    ? undefined
    : `"${name}" doesn't look like AWS Account ID (exactly 12 digits): "${value}"`;

/** A user or group of an identity store. */
export const principalId: readonly Check[] = [
  lengthBetween(1, 47),
  matches(
    /^([0-9a-f]{10}-|)[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/,
    'must match ([0-9a-f]{10}-|)[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
  ),
];

export const identityStoreId: readonly Check[] = [
  lengthBetween(1, 64),
  matches(/^[0-9A-Za-z-]*$/, 'must match [0-9A-Za-z-]'),
];

/** An ARN of any kind. An empty string passes, as it does with the real provider. */
export const arn: Check = (name, value) => {
  if (value === '') return undefined;
  const fault = faultOfArn(value);
  return fault === undefined ? undefined : `"${name}" (${value}) is an invalid ARN: ${fault}`;
};

function faultOfArn(value: string): string | undefined {
  if (!value.startsWith('arn:')) return 'arn: invalid prefix';
  const [, partition = '', , region = '', account = '', ...resource] = value.split(':');
  const expected = (part: string, pattern: RegExp) =>
    `invalid ${part} value (expecting to match regular expression: ${pattern.source})`;
  if (resource.length === 0) return 'arn: not enough sections';
  if (partition === '') return 'missing partition value';
  const partitions = /^aws(-[a-z]+)*$/;
  if (!partitions.test(partition)) return expected('partition', partitions);
  const regions = /^[a-z]{2}(-[a-z]+)+-\d$/;
  if (region !== '' && !regions.test(region)) return expected('region', regions);
  const accounts = /^(aws|aws-managed|third-party|\d{12}|cw.{10})$/;
  if (account !== '' && !accounts.test(account)) return expected('account ID', accounts);
  return resource.join(':') === '' ? 'missing resource value' : undefined;
}

/** An IAM policy document. What the JSON parser says is Node's, not Go's; keys given twice are not noticed. */
export const policyJson: Check = (name, value) => {
  const invalid = `"${name}" contains an invalid JSON policy:`;
  if (value === '') return `"${name}" is an empty string, which is not a valid JSON value`;
  if (/^\s/.test(value)) return `${invalid} leading space characters are not allowed`;
  if (value.startsWith('"')) return `${invalid} contains a JSON-encoded string, not a JSON-encoded object`;
  if (value.startsWith('[')) return `${invalid} contains a JSON array, not a JSON object`;
  if (!value.startsWith('{')) return `${invalid} not a JSON object`;
  try {
    JSON.parse(value);
    return undefined;
  } catch (error) {
    return `${invalid} ${error instanceof Error ? error.message : String(error)}`;
  }
};
