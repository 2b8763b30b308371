/** Session tags in numbers, and in policies. */
import { messagesOf, type Draft } from '../helpers';

const keys = (count: number, prefix: string, value: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, value]));

/** A config with so many session tags of each side; their keys differ unless the prefixes are the same. */
const withTags =
  (entra: number, aws: number, [ofEntra, ofAws] = ['Entra', 'Aws']) =>
  (config: Draft): void => {
    Object.assign(config.entra, { attributes: keys(entra, ofEntra ?? '', 'department') });
    Object.assign(config.aws.identityCenter, { attributes: keys(aws, ofAws ?? '', '${path:title}') });
  };

test('50 session tags are fine, however the two sides share them', () => {
  expect(messagesOf(withTags(50, 0))).toEqual([]);
  expect(messagesOf(withTags(0, 50))).toEqual([]);
  expect(messagesOf(withTags(20, 30))).toEqual([]);
});

test('more than 50 of one side, or of both together, are refused', () => {
  expect(messagesOf(withTags(51, 0))).toEqual([
    'error entra.attributes: holds 51 session tags; AWS allows 50.',
  ]);
  expect(messagesOf(withTags(0, 51))).toEqual([
    'error aws.identityCenter.attributes: holds 51 session tags; AWS allows 50.',
  ]);
  expect(messagesOf(withTags(30, 21))).toEqual([
    'error entra.attributes: holds, together with aws.identityCenter.attributes, 51 session tags; AWS allows 50.',
  ]);
});

test('a key on both sides counts once', () => {
  const messages = messagesOf(withTags(30, 50, ['Key', 'KEY']));
  expect(messages).toHaveLength(30);
  expect(messages[0]).toMatch(
    /^warning entra\.attributes\.Key0: "Key0" is mapped in AWS too, at .*:\d+, and/,
  );
});

test.each(['Cost Center', 'Équipe', 'a:b/c=d+e-f@g_h.i', 'x'.repeat(128)])('the key %j is fine', (key) => {
  expect(
    messagesOf((config) => Object.assign(config.entra, { attributes: { [key]: 'extensionattribute15' } })),
  ).toEqual([]);
});

test.each(['', 'Cost#Center', 'a\tb', 'x'.repeat(129)])('the key %j is refused', (key) => {
  expect(
    messagesOf((config) => Object.assign(config.entra, { attributes: { [key]: 'department' } })),
  ).toEqual([expect.stringContaining('is not a session tag’s key: 1 to 128 letters, digits, spaces or _')]);
});

test('a key that AWS keeps for itself is refused, in whatever case', () => {
  expect(
    messagesOf((config) => Object.assign(config.entra, { attributes: { 'AWS:team': 'department' } })),
  ).toEqual([
    'error entra.attributes["AWS:team"]: "AWS:team" starts with "aws:", which AWS keeps for itself.',
  ]);
});

test('a policy that reads a tag is warned of where nobody sends any', () => {
  const policy = JSON.stringify({ Statement: [{ Resource: 'arn:aws:s3:::acme/${aws:PrincipalTag/Team}' }] });
  expect(
    messagesOf((config) => (config.permissionSets.Tagged = { inline: 'tagged.json' }), {
      'tagged.json': policy,
    }),
  ).toEqual([
    'warning permissionSets.Tagged.inline: "tagged.json", the inline policy of "Tagged", uses aws:PrincipalTag/Team, and nobody sends a session tag "Team". Sent: none. Add it to entra.attributes or aws.identityCenter.attributes.',
  ]);
});

test('a tag whose attribute is wrong is not said to be sent by nobody as well', () => {
  const policy = JSON.stringify({ Statement: [{ Resource: 'arn:aws:s3:::acme/${aws:PrincipalTag/Team}' }] });
  const messages = messagesOf(
    (config) => {
      Object.assign(config.entra, { attributes: { Team: 'dept' } });
      config.permissionSets.Tagged = { inline: 'tagged.json' };
    },
    { 'tagged.json': policy },
  );
  expect(messages).toEqual([
    expect.stringMatching(/^error entra\.attributes\.Team: "dept" is not an attribute/),
  ]);
});
