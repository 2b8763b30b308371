import { error, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

/** CDK for Terraform replaces what follows this text by values of its own. */
const RESERVED = 'TfToken[';

/** The text that CDK for Terraform reserves stands nowhere: not in the config, not in an inline policy. */
export const validateReservedText: Rule = ({ value, inlinePolicies, locate }) => {
  const policies = [...inlinePolicies].filter(([, read]) => 'text' in read && read.text.includes(RESERVED));
  return [
    ...[...findReserved(value, [])].map((path) => refuse(locate(path))),
    ...policies.map(([handle]) => refuse(locate(['permissionSets', handle, 'inline']), 'names a file that ')),
  ];
};

const refuse = (at: Problem['location'], subject = ''): Problem =>
  error(at, `${subject}holds "${RESERVED}", which CDK for Terraform reserves.`, 'Write it differently.');

function* findReserved(value: unknown, path: (string | number)[]): Generator<(string | number)[]> {
  if (typeof value === 'string' && value.includes(RESERVED)) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key.includes(RESERVED)) yield at;
    yield* findReserved(child, at);
  }
}
