import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { OrganizationAccount } from '../../../operations/accounts/organization.js';
import { planRefresh } from '../../../operations/accounts/refresh.js';
import { writeFiles } from '../../../operations/accounts/write-files.js';
import { requireEnvironment } from '../../../operations/require-environment.js';
import { smallConfig, type SmallConfig, TODAY, writeConfig } from '../../helpers/config.js';

const folder = mkdtempSync(join(tmpdir(), 'accounts-any-'));
afterAll(() => rmSync(folder, { recursive: true }));

const word = fc.constantFrom('a', 'yes', '1', 'x: y', '#c', "it's", '"q"', 'a, b', '{', '-', 'é', '', ' b');
const tags = fc.dictionary(
  word.filter((key) => key.trim() !== ''),
  word,
  { maxKeys: 3 },
);
const account = fc.record({
  ou: fc.constantFrom('/', '/A', '/A/B', '/C \\/ D', '/é: #'),
  tags,
  status: fc.constantFrom('active' as const, 'suspended' as const),
});

const style = fc.record({
  flow: fc.boolean(),
  flowTags: fc.boolean(),
  comment: fc.boolean(),
  quote: fc.constantFrom("'", '"'),
  eol: fc.constantFrom('\n', '\r\n'),
  end: fc.boolean(),
});

interface Style {
  readonly flow: boolean;
  readonly flowTags: boolean;
  readonly comment: boolean;
  readonly quote: string;
  readonly eol: string;
  readonly end: boolean;
}

const scalar = (text: string): string => JSON.stringify(text);

function render(
  handle: string,
  { id, ou, tags: own, status }: OrganizationAccount,
  { flow, flowTags, comment, quote }: Style,
): string[] {
  const pairs = Object.entries(own).map(([key, value]) => `${scalar(key)}: ${scalar(value)}`);
  const note = comment ? ' # note' : '';
  const flowed = `{ ${pairs.join(', ')} }`;
  if (flow)
    return [
      `    ${handle}: {id: ${quote}${id}${quote}, ou: ${scalar(ou)}, tags: ${flowed}, status: ${status}}${note}`,
    ];
  return [
    `    ${handle}:${note}`,
    `      id: ${quote}${id}${quote}${note}`,
    ...(flowTags || pairs.length === 0
      ? [`      tags: ${flowed}${note}`]
      : ['      tags:', ...pairs.map((pair) => `          ${pair}${note}`)]),
    `      ou:   ${scalar(ou)}`,
    ...(status === 'active' ? [] : [`      status: suspended${note}`]),
  ];
}

const withId = (
  each: Pick<OrganizationAccount, 'ou' | 'tags' | 'status'>,
  index: number,
): OrganizationAccount => ({
  ...each,
  id: `10000000000${index}`,
  name: `account-${index}`,
  management: false,
});

test('whatever the accounts and however they are written: a refresh writes what is, and a second one nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(account, account, fc.constantFrom('kept', 'kept', 'new', 'gone'), style), {
        maxLength: 6,
      }),
      style,
      (entries, { eol, end }) => {
        const management = withId({ ou: '/', tags: {}, status: 'active' }, 9);
        const lines = entries.flatMap(([before, , fate, how], index) =>
          fate === 'new' ? [] : render(`account-${index}`, withId(before, index), how),
        );
        const text = [
          'aws:',
          '  accounts:',
          `    root: { id: "${management.id}", management: true }`,
          ...lines,
        ];
        const { region, identityCenter } = smallConfig().aws;
        const config = {
          ...smallConfig(),
          aws: { region, identityCenter, deployer: { account: management.id, kind: 'management' } },
          access: [],
          include: ['test/accounts.yaml'],
        } as unknown as SmallConfig;
        writeConfig(folder, config, { 'test/accounts.yaml': text.join(eol) + (end ? eol : '') });
        const live = [
          { ...management, management: true },
          ...entries.flatMap(([, after, fate], index) => (fate === 'gone' ? [] : [withId(after, index)])),
        ];
        const plan = () => planRefresh(requireEnvironment(folder, 'test').environment, live, TODAY);
        writeFiles(plan().files);
        expect(plan().changes).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
