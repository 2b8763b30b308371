import fc from 'fast-check';
import { checkConfig, smallConfig, type SmallConfig } from '../helpers/config.js';
import { addressesOf, synthesize } from '../helpers/synthesize.js';

/** Handles that differ in case, hyphens and length, so that names built of them could collide. */
const handle = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,5}$/);
/** What Terraform, cdktf, YAML and XML care about. */
const freeText = fc
  .array(
    fc.constantFrom('${', '%{', '$${', '}', '"', '\\', "'", '\n', ': ', '#', '&', '<', 'é', 'token', ' '),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));
/** The same as a name: on one line, with nothing around it. */
const nameText = freeText.map((text) => text.replaceAll('\n', '').trim()).filter((text) => text !== '');
const iamName = fc.stringMatching(/^[\w+=,.@-]{1,12}$/);
const accountId = fc.integer({ min: 1, max: 999_999_999 }).map((id) => String(id).padStart(12, '0'));

const account = fc.record({
  id: accountId,
  ou: fc.constantFrom('/', '/Workloads', '/Workloads/Prod'),
  tags: fc.dictionary(fc.constantFrom('tier', 'team', '${team}'), fc.constantFrom('dev', '%{prod}'), {
    maxKeys: 2,
  }),
});
const policy = fc.oneof(
  iamName,
  iamName.map((name) => `arn:aws:iam::aws:policy/job-function/${name}`),
  fc.record({ customer: iamName, path: fc.constantFrom('/', '/a/', '/a-b/') }),
);
const permissionSet = fc.record(
  {
    description: freeText.filter((text) => /^[\t\n\r -~\u00a1-\u00ff]*$/.test(text)),
    session: fc.constantFrom('PT1H', 'PT90M', 'PT12H'),
    tags: fc.dictionary(freeText, freeText, { maxKeys: 3 }),
    policies: fc.array(policy, { maxLength: 4 }),
    boundary: policy,
  },
  { requiredKeys: [] },
);
const group = fc.oneof(
  nameText.map((name) => ({ name })),
  fc.record({ objectId: fc.uuid() }),
  freeText.map((rule) => ({ managed: { rule } })),
  fc.record({
    managed: fc.record({
      owners: fc.constant(['ada@test.example']),
      members: fc.constant(['bob@test.example']),
    }),
  }),
);

const config: fc.Arbitrary<SmallConfig> = fc
  .record({
    accounts: fc.dictionary(handle, account, { minKeys: 1, maxKeys: 6 }),
    groups: fc.dictionary(handle, group, { minKeys: 1, maxKeys: 5 }),
    users: fc.dictionary(
      handle,
      fc.emailAddress().map((userPrincipalName) => ({ userPrincipalName })),
      { maxKeys: 3 },
    ),
    permissionSets: fc.dictionary(handle, permissionSet, { minKeys: 1, maxKeys: 5 }),
    displayName: nameText,
    provisioning: fc.constantFrom('existing', 'pending'),
    seed: fc.nat(),
  })
  .map(({ accounts, groups, users, permissionSets, displayName, provisioning, seed }) => {
    const base = smallConfig();
    const pick = (from: object, salt: number) => [
      Object.keys(from)[(seed + salt) % Object.keys(from).length] as string,
    ];
    const userLines = Object.keys(users).map((user, at) => ({
      users: [user],
      permissionSets: pick(permissionSets, at),
      accounts: pick(accounts, at),
    }));
    return {
      ...base,
      entra: { ...base.entra, provisioning, application: { ...base.entra.application, displayName } },
      aws: { ...base.aws, accounts: { management: base.aws.accounts['management'] as object, ...accounts } },
      groups,
      users,
      permissionSets,
      access: [
        ...Object.keys(groups).map((name, at) => ({
          groups: [name],
          permissionSets: pick(permissionSets, at),
          accounts: at % 2 === 0 ? pick(accounts, at) : ['ou:/'],
        })),
        ...userLines,
      ],
    };
  });

test('every config that passes the rules synthesizes, with an address for each grant and none lost', () => {
  let passed = 0;
  fc.assert(
    fc.property(config, (candidate) => {
      const { environment } = checkConfig(candidate);
      if (environment === undefined) return;
      passed += 1;
      const synthesized = synthesize(environment);
      const assignments = addressesOf(synthesized).filter((address) =>
        address.startsWith('aws_ssoadmin_account_assignment.'),
      );
      expect(assignments).toHaveLength(
        environment.access.grants.filter(({ withheld }) => withheld === undefined).length,
      );
      expect(Object.keys(synthesized.resource['aws_ssoadmin_permission_set'] ?? {})).toHaveLength(
        Object.keys(candidate.permissionSets).length,
      );
    }),
    { numRuns: 100 },
  );
  // The generator must not drift into configs that the rules refuse.
  expect(passed).toBeGreaterThan(50);
});
