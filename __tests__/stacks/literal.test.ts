import fc from 'fast-check';
import { literal, literalMap } from '../../stacks/literal.js';
import { createTerraform } from '../helpers/terraform.js';

/** Strings made of what Terraform, JSON and XML care about. */
const hostile = fc
  .array(
    fc.constantFrom(
      '$',
      '%',
      '{',
      '}',
      '${',
      '%{',
      '$${',
      '%%{',
      '\\',
      '"',
      "'",
      '~',
      '\n',
      '\r',
      '\t',
      'if',
      'a',
      'é',
      '\u2028',
      '😀',
    ),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(''));

test('Terraform reads back every string as the config has it, and evaluates nothing in it', async () => {
  const strings = [
    'arn:aws:s3:::bucket/${aws:PrincipalTag/Team}/*',
    '%{ if true }yes%{ endif }',
    '${file("/etc/passwd")}',
    ...fc.sample(hostile, { numRuns: 1000, seed: 20261122 }),
  ];
  const terraform = await createTerraform({});
  await terraform.write({
    output: {
      strings: { value: strings.map(literal) },
      map: { value: literalMap(Object.fromEntries(strings.map((text) => [text, text]))) },
    },
  });
  await terraform.init();
  await terraform.apply();
  expect(await terraform.outputs()).toEqual({
    strings,
    map: Object.fromEntries(strings.map((text) => [text, text])),
  });
  await terraform.remove();
});
