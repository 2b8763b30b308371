/** Policy files as an attacker writes them: JSON that reaches AWS as it is, or a clear error. */
import { tagsReadBy } from '../../model/session-tags.js';
import { synthesize } from '../helpers/synthesize.js';
import { loadChanged } from '../model/helpers.js';

/** What a policy file of this text comes to: what is wrong with it, or the text that Terraform is given. */
function policyOf(text: string): string {
  const { environments, text: said } = loadChanged(
    (config) => {
      config.permissionSets['ReadOnly'] = { inline: 'policy.json' };
    },
    { 'policy.json': text },
  );
  const [environment] = environments;
  if (environment === undefined) return said;
  const policies = synthesize(environment).resource['aws_ssoadmin_permission_set_inline_policy'];
  return String(policies?.['inline-policy_ReadOnly']?.['inline_policy']);
}

const statement = (resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: resource }],
  });

test.each(['__proto__', 'constructor', 'prototype'])('the key %s changes no object, and is kept', (key) => {
  const text = `{"${key}": {"polluted": true}, "Version": "2012-10-17", "Statement": [{"${key}": {"polluted": 1}}]}`;
  expect(policyOf(text)).toBe(text);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('what is nested as deep as a policy has characters is taken as it is', () => {
  const deep = `{"Version": "2012-10-17", "Statement": ${'['.repeat(5000)}${']'.repeat(5000)}}`;
  expect(policyOf(deep)).toBe(deep);
});

test('what is nested deeper is too long', () => {
  expect(policyOf(`{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toContain(
    '"policy.json" has 200006 characters without white space; AWS allows 10240.',
  );
});

test.each([
  ['a policy variable that is opened again and again', '${aws:PrincipalTag/a'.repeat(1500)],
  ['white space in a policy variable', `\${aws:PrincipalTag/a${' '.repeat(30_000)}`],
  ['signs that Terraform reads', '$%'.repeat(5000)],
  ['carriage returns', `${'$'.repeat(9000)}\\r`],
])('%s is read in no time to speak of', (_name, text) => {
  expect(policyOf(statement(text).replace('\\\\r', '\\r'))).toMatch(/\S/);
});

test('the variables of a policy are found, with white space and with what stands for an absent one', () => {
  const read = tagsReadBy(
    statement('a/${aws:PrincipalTag/Team , "none"}/${ aws:principaltag/Cost Centre }/${aws:x}'),
  );
  expect([...read]).toEqual(['Team', 'Cost Centre']);
});
