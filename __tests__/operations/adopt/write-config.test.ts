import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadEnvironment } from '../../../model/load.js';
import { renderProblems } from '../../../model/problem.js';
import { assembleDraft } from '../../../operations/adopt/assemble-draft.js';
import type { AccountDraft } from '../../../operations/adopt/draft.js';
import type { Findings } from '../../../operations/adopt/findings.js';
import { renderConfig } from '../../../operations/adopt/write-config.js';
import { writeNewFiles } from '../../../operations/adopt/write-new-files.js';
import { METADATA, smallConfig, TODAY } from '../../helpers/config.js';
import { grantsOf } from './conversions.js';

const folder = mkdtempSync(join(tmpdir(), 'write-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { state, entra, aws } = smallConfig();
const settings = {
  environment: 'prod',
  state,
  entra: {
    ...entra,
    application: { ...entra.application, displayName: 'AWS', activeCertificate: 'c2026' },
    provisioning: 'existing' as const,
  },
  aws: {
    region: aws.region,
    deployer: { account: '000000000001', kind: 'management' as const },
    identityCenter: { ...aws.identityCenter, metadata: 'metadata.xml' },
  },
};

const text = fc.constantFrom(
  'a',
  'yes',
  'null',
  'x: y',
  '#c',
  "it's",
  '"q"',
  'a, b',
  '{',
  '-',
  'é',
  '12',
  '[x]',
  'a\nb',
  '&a',
  '*a',
  '!t',
);
const name = fc.tuple(text, fc.nat(9)).map(([each, at]) => `${each.replace('\n', ' ')}${at}`);
const account = fc.record({
  ou: fc.constantFrom('/', '/A', '/A/B', '/C \\/ D', '/é: #'),
  tags: fc.dictionary(text, text, { maxKeys: 2 }),
  name,
  status: fc.constantFrom('active' as const, 'suspended' as const),
});
const unique = (each: fc.Arbitrary<string>) =>
  fc.uniqueArray(each, { minLength: 1, maxLength: 4, selector: (value) => value.toLowerCase() });
const findings = fc
  .record({
    accounts: fc.array(account, { minLength: 1, maxLength: 6 }),
    groups: unique(name),
    users: unique(
      fc.constantFrom('pat', 'sam', 'o’hara', 'a.b', 'a-b').map((each) => `${each}@acme.example`),
    ),
    sets: unique(fc.constantFrom('Admin', 'admin-2', 'Dev.Ops', 'Dev+Ops', 'null', 'S_1')),
    description: fc.constantFrom('Plain', 'With: colon # and', ' x', 'line\nbreak', "'q'"),
    picks: fc.array(fc.tuple(fc.boolean(), fc.nat(3), fc.nat(3), fc.nat(6)), { maxLength: 40 }),
  })
  .map(({ accounts, groups, users, sets, description, picks }): Findings => {
    const ids = accounts.map((_, at) => String(100_000_000_000 + at));
    const all = ['000000000001', ...ids];
    const grants = picks.map(([isGroup, who, what, where]) => ({
      principal: isGroup
        ? { type: 'GROUP' as const, key: groups[who % groups.length] ?? '' }
        : { type: 'USER' as const, key: users[who % users.length] ?? '' },
      permissionSet: sets[what % sets.length] ?? '',
      account: all[where % all.length] ?? '',
      where: 'elsewhere:1',
    }));
    return {
      ...settings,
      accounts: [
        { key: '000000000001', id: '000000000001', name: 'Root', management: true },
        ...accounts.map((each, at) => ({ key: ids[at] ?? '', id: ids[at] ?? '', ...each })),
      ],
      groups: groups.map((key) => ({ key, name: key })),
      users: users.map((key) => ({ key, known: key, userPrincipalName: key })),
      permissionSets: sets.map((key) => ({
        key,
        name: key,
        description,
        policies: ['ReadOnlyAccess'],
        inlinePolicy: { Version: '2012-10-17', Statement: [{ Sid: description }] },
      })),
      grants,
      unexpressed: [{ what: description, where: 'elsewhere:2', why: description }],
    };
  });

const described = ({ id, ou = '/', tags = {} }: Partial<AccountDraft>): string =>
  JSON.stringify([id, ou, Object.entries(tags)]);

/** Those that the config can give, by the names in the clouds. */
function expected({ accounts, grants }: Findings, refused: number): string[] {
  const kept = grants.filter(({ permissionSet, account: at }) => {
    const found = accounts.find(({ key }) => key === at);
    const elsewhere = grants.some(
      (each) => each.permissionSet === permissionSet && each.account !== '000000000001',
    );
    return found?.status !== 'suspended' && !(found?.management && elsewhere);
  });
  expect(refused).toBe(grants.length - kept.length);
  const texts = kept.map(
    ({ principal: { type, key }, permissionSet, account: at }) =>
      `${type === 'GROUP' ? 'group' : 'user'} ${key}: ${permissionSet} in ${at}`,
  );
  return [...new Set(texts)].sort();
}

test('whatever was found, the files pass the rules, and give exactly that', () => {
  const config = join(folder, 'config');
  fc.assert(
    fc.property(findings, (found) => {
      rmSync(config, { recursive: true, force: true });
      const draft = assembleDraft(found);
      writeNewFiles(config, 'prod', renderConfig(draft, 'tests'));
      writeFileSync(join(config, 'metadata.xml'), METADATA);
      const { environment, problems } = loadEnvironment(config, 'prod', { today: TODAY });
      if (environment === undefined) throw new Error(renderProblems(problems));
      // What stands in the config and what was found apart from it are all that was found.
      expect(grantsOf(environment)).toEqual(expected(found, draft.unexpressed.length - 1));
      const [set] = Object.entries(environment.config.permissionSets);
      expect(set?.[1].description).toBe(found.permissionSets[0]?.description);
      const written = Object.values(environment.config.aws.accounts);
      expect(written.map(described).sort()).toEqual(found.accounts.map(described).sort());
    }),
    { numRuns: 40 },
  );
});

test('a folder or a dangling link in the way is not written over, and nothing is left behind', () => {
  const config = join(folder, 'taken');
  const files = new Map([
    ['prod.yaml', 'environment: prod\n'],
    ['prod/accounts.yaml', 'aws: {}\n'],
  ]);
  mkdirSync(join(config, 'prod'), { recursive: true });
  expect(() => writeNewFiles(config, 'prod', files)).toThrow(
    `${join(config, 'prod')} stands there already. Nothing was written. Name another environment, or another folder with --config.`,
  );
  expect(readdirSync(join(config, 'prod'))).toEqual([]);
  rmSync(join(config, 'prod'), { recursive: true });
  symlinkSync('nowhere', join(config, 'prod.yaml'));
  expect(() => writeNewFiles(config, 'prod', files)).toThrow('prod.yaml stands there already.');
  rmSync(join(config, 'prod.yaml'));
  writeNewFiles(config, 'prod', files);
  expect(readdirSync(config)).toEqual(['prod', 'prod.yaml']);
  expect(readFileSync(join(config, 'prod/accounts.yaml'), 'utf8')).toBe('aws: {}\n');
});
