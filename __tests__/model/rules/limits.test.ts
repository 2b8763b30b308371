/** Each limit of AWS, on both of its sides. */
import { loadChanged, messagesOf } from '../helpers';

const numbered = <T>(count: number, entry: (index: number) => [string, T]): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)));

test.each(['PT1H', 'PT60M', 'PT3600S', 'PT1H30M', 'PT90M', 'PT12H', 'PT11H59M60S', 'P0DT8H'])(
  'session %s is fine',
  (session) => {
    expect(messagesOf((config) => Object.assign(config.permissionSets, { S: { session } }))).toEqual([]);
  },
);

test.each(['PT59M', 'PT12H0.1S', 'P1D', 'P1Y', 'PT0H'])('session %s is out of range', (session) => {
  expect(messagesOf((config) => Object.assign(config.permissionSets, { S: { session } }))).toEqual([
    `error permissionSets.S.session: "${session}" is not between PT1H and PT12H. Write one from PT1H to PT12H, such as PT8H or PT1H30M.`,
  ]);
});

test.each(['', 'PT', 'P', 'P1DT', '1H', 'pt1h', 'PT1H ', '-PT1H', 'PT1.5H', 'PT1H\n'])(
  'session %j is no duration',
  (session) => {
    expect(messagesOf((config) => Object.assign(config.permissionSets, { S: { session } }))).toEqual([
      `error permissionSets.S.session: ${JSON.stringify(session)} is not an ISO 8601 duration. Write one from PT1H to PT12H, such as PT8H or PT1H30M.`,
    ]);
  },
);

test('names, descriptions and relay states end where AWS ends them', () => {
  const set = (length: number) => ({
    name: 'n'.repeat(length === 0 ? 32 : 33),
    description: 'd'.repeat(700 + length),
    relayState: 'r'.repeat(240 + length),
  });
  expect(messagesOf((config) => Object.assign(config.permissionSets, { S: set(0) }))).toEqual([]);
  expect(messagesOf((config) => Object.assign(config.permissionSets, { S: set(1) }))).toEqual([
    `error permissionSets.S.name: "${'n'.repeat(33)}" is not a permission set name: 1 to 32 letters, digits or + = , . @ _ -.`,
    `error permissionSets.S.description: "${'d'.repeat(80)}…" is longer than the 700 characters that AWS allows.`,
    `error permissionSets.S.relayState: "${'r'.repeat(80)}…" is longer than the 240 characters that AWS allows.`,
  ]);
});

test('a name is checked as a whole, not in part', () => {
  expect(messagesOf((config) => Object.assign(config.permissionSets, { S: { name: 'Read\nOnly' } }))).toEqual(
    [
      'error permissionSets.S.name: "Read\\nOnly" is not a permission set name: 1 to 32 letters, digits or + = , . @ _ -.',
    ],
  );
});

test('25 policies are warned of, since a role takes 10 by default; 26 are refused; 10 are fine', () => {
  const policies = (count: number) =>
    messagesOf((config) =>
      Object.assign(config.permissionSets, {
        S: { policies: Array.from({ length: count }, (_, i) => `P${i}`) },
      }),
    );
  expect(policies(10)).toEqual([]);
  expect(policies(25)).toEqual([
    'warning permissionSets.S.policies: holds 25 policies; IAM allows 10 on a role unless the quota was raised in every account.',
  ]);
  expect(policies(26)).toEqual([
    'error permissionSets.S.policies: holds 26 policies; AWS allows 25 in a permission set. Join some of them into the inline policy or a customer managed one.',
  ]);
});

test('an inline policy has 10,240 characters that are not white space', () => {
  const inline = (characters: number) => {
    const policy = `{\n  "Sid": "${'a'.repeat(characters - '{"Sid":""}'.length)}"\n}\n`;
    return messagesOf((config) => Object.assign(config.permissionSets, { S: { inline: 'p.json' } }), {
      'p.json': policy,
    });
  };
  expect(inline(10_240)).toEqual([]);
  expect(inline(10_241)).toEqual([
    'error permissionSets.S.inline: "p.json" has 10241 characters without white space; AWS allows 10240. Move a part of it to a customer managed policy.',
  ]);
});

test('an inline policy has 32,768 bytes with its white space', () => {
  const files = { 'p.json': `{${' '.repeat(32_767)}}` };
  expect(
    messagesOf((config) => Object.assign(config.permissionSets, { S: { inline: 'p.json' } }), files),
  ).toEqual(['error permissionSets.S.inline: "p.json" has 32769 bytes; AWS allows 32768. Indent it less.']);
});

test('50 tags', () => {
  const tags = (count: number) =>
    messagesOf((config) =>
      Object.assign(config.permissionSets, { S: { tags: numbered(count, (i) => [`k${i}`, '']) } }),
    );
  expect(tags(50)).toEqual([]);
  expect(tags(51)).toEqual(['error permissionSets.S.tags: holds 51 tags; AWS allows 50.']);
});

test('tag keys and values', () => {
  const tags = { ['k'.repeat(129)]: 'v', key: 'v'.repeat(257) };
  expect(messagesOf((config) => Object.assign(config.permissionSets, { S: { tags } }))).toEqual([
    `error permissionSets.S.tags.${'k'.repeat(129)}: "${'k'.repeat(80)}…" is longer than the 128 characters that AWS allows in a tag key.`,
    `error permissionSets.S.tags.key: "${'v'.repeat(80)}…" is longer than the 256 characters that AWS allows in a tag value.`,
  ]);
});

test('100 groups of a permission set in an account, and never more', () => {
  const groups = (count: number) =>
    messagesOf((config) => {
      config.groups = numbered(count, (i) => [`g${i}`, {}]);
      config.access = [
        {
          groups: Object.keys(config.groups).slice(0, 60),
          permissionSets: ['ReadOnly'],
          accounts: ['payments-dev'],
        },
        {
          groups: Object.keys(config.groups).slice(50),
          permissionSets: ['ReadOnly'],
          accounts: ['ou:/Workloads'],
        },
      ];
    });
  expect(groups(100)).toEqual([]);
  expect(groups(101)).toEqual([
    'error permissionSets.ReadOnly: is granted to 101 groups in the account "payments-dev"; AWS allows 100, and never more. Join groups in Entra, or define a second permission set.',
  ]);
});

test('500 permission sets in an account by default', () => {
  const sets = (count: number) =>
    messagesOf((config) => {
      config.permissionSets = numbered(count, (i) => [`S${i}`, {}]);
      config.access = [
        {
          groups: ['developers'],
          permissionSets: Object.keys(config.permissionSets),
          accounts: ['payments-dev'],
        },
      ];
    });
  expect(sets(500)).toEqual([]);
  expect(sets(501)).toEqual([
    'warning aws.accounts.payments-dev: gets 501 permission sets; AWS allows 500 in an account by default. Ask AWS to raise the quota, unless it has been raised already.',
  ]);
});

test('3,500 permission sets and 7,000 accounts by default', () => {
  const messages = messagesOf((config) => {
    config.permissionSets = { ReadOnly: {}, ...numbered(3_500, (i) => [`S${i}`, {}]) };
    config.aws.accounts = {
      ...config.aws.accounts,
      ...numbered(6_997, (i) => [`a${i}`, { id: String(300_000_000_000 + i) }]),
    };
  });
  expect(messages).toEqual([
    'warning aws.accounts: holds 7001 accounts; AWS allows 7000 by default. Ask AWS to raise the quota, unless it has been raised already.',
    'warning permissionSets: holds 3501 permission sets; AWS allows 3500 by default. Ask AWS to raise the quota, unless it has been raised already.',
  ]);
});

test('a certificate ends at 00:00 UTC of its day', () => {
  const endingOn = (endDate: string) =>
    messagesOf((config) => {
      config.entra.application.certificates = { c2026: { endDate } };
    });
  expect(endingOn('2026-11-23')).toEqual([]);
  expect(endingOn('2026-11-22')).toEqual([
    'error entra.application.activeCertificate: "c2026" ended on 2026-11-22, so it can’t sign. Add a certificate with a later end date and activate it.',
  ]);
});

test('a certificate that was made elsewhere has a subject, and ends at a time of the day', () => {
  const { text } = loadChanged((config) => {
    config.entra.application.certificates = {
      c2026: { subject: 'CN=Microsoft Azure Federated SSO Certificate', endDate: '2028-04-17T09:31:44Z' },
    };
  });
  expect(text).toBe('No problems.');
});

test('of two certificates with one subject and one end only one may stand', () => {
  const subject = 'CN=Microsoft Azure Federated SSO Certificate';
  const having = (c2027: object) =>
    messagesOf((config) => {
      config.entra.application.certificates = {
        c2026: { subject, endDate: '2028-04-17' },
        c2027: { subject, endDate: '2028-04-17', ...c2027 },
      };
    });
  const refused = (end: string) => [
    expect.stringMatching(
      new RegExp(
        `^error entra\\.application\\.certificates\\.c2027: "${subject}" with the end ${end} is "c2026" too, at .*prod\\.yaml:\\d+\\. Two handles can’t stand for the same: keep one\\.$`,
      ),
    ),
  ];
  expect(having({})).toEqual(refused('2028-04-17'));
  expect(having({ endDate: '2028-04-17T00:00:00Z' })).toEqual(refused('2028-04-17T00:00:00Z'));
  expect(having({ endDate: '2028-04-17T00:00:01Z' })).toEqual([]);
  expect(having({ subject: 'CN=AWS' })).toEqual([]);
  expect(having({ retired: true })).toEqual([]);
});

test('a subject that is none is refused', () => {
  const { text } = loadChanged((config) => {
    config.entra.application.certificates = { c2026: { subject: 'AWS', endDate: '2028-04-17' } };
  });
  expect(text).toContain('subject: "AWS" is not a certificate’s subject: it begins with CN=.');
});

test.each(['2026-02-29', '2026-13-01', '20261122', 'tomorrow', '2026-11-22T00:00:00+01:00'])(
  '%s is no date',
  (endDate) => {
    const { text } = loadChanged((config) => {
      config.entra.application.certificates = { c2026: { endDate } };
    });
    expect(text).toContain(
      `endDate: "${endDate}" is not a date: write it as YYYY-MM-DD, for example 2027-11-01.`,
    );
  },
);
