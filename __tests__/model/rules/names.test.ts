/** Names that people see are told apart as people read them. */
import { messagesOf } from '../helpers';

const UNSEEN =
  'holds a character that can’t be seen: a control character, or one that turns the text’s direction.';

test('two group names that differ in composition or case are one', () => {
  expect(
    messagesOf((config) => {
      config.groups.composed = { name: 'Caf\u00e9' };
      config.groups.decomposed = { name: 'cafe\u0301' };
    }),
  ).toEqual([
    expect.stringMatching(
      /^error groups\.decomposed\.name: "cafe\u0301" is the group name of "composed" too, at .*: keep one\.$/,
    ),
  ]);
});

test.each([' Admins2', 'Admins2 ', '\u00a0Admins2', 'Admins2\n'])(
  'white space around a name, as in %j',
  (name) => {
    const message = `${JSON.stringify(name)} starts or ends with white space.`;
    expect(
      messagesOf((config) => {
        config.groups.second = { name };
        config.aws.accounts['payments-dev'] = {
          ...config.aws.accounts['payments-dev'],
          name,
        };
        config.entra.application.displayName = name;
      }),
    ).toEqual([
      `error entra.application.displayName: ${message}`,
      `error aws.accounts.payments-dev.name: ${message}`,
      `error groups.second.name: ${message}`,
    ]);
  },
);

test.each(['0000', '0009', '000a', '001b', '007f', '009b', '202a', '202e', '2066', '2069'])(
  'U+%s in names and user principal names',
  (code) => {
    const character = String.fromCodePoint(Number.parseInt(code, 16));
    const messages = messagesOf((config) => {
      config.groups.second = { name: `a${character}b`, managed: { owners: [`a${character}b@acme.example`] } };
      config.users.second = { userPrincipalName: `a${character}b@acme.example` };
    });
    expect(messages).toHaveLength(3);
    expect(messages[0]).toMatch(/^error groups\.second\.name: "/);
    expect(messages[0]).toContain(UNSEEN);
    expect(messages[1]).toMatch(/^error groups\.second\.managed\.owners\[0\]: "/);
    expect(messages[2]).toMatch(/^error users\.second\.userPrincipalName: "/);
  },
);

test('letters of any script, spaces within, and joiners that scripts need are fine', () => {
  expect(
    messagesOf((config) => {
      config.groups.second = { name: 'Équipe données 数据 می\u200cخواهم' };
      config.users.second = { userPrincipalName: 'björn@acme.example' };
    }),
  ).toEqual([]);
});
