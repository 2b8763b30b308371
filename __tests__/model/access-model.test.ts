import { explainAccess, type AccessModel } from '../../model/access-model';
import { loadChanged, type Draft } from './helpers';

function accessOf(change: (config: Draft) => void): AccessModel {
  const { environments, text } = loadChanged(change);
  if (environments[0] === undefined) throw new Error(text);
  return environments[0].access;
}

const MANAGED =
  'The group "web" is managed here, and provisioning is not: nothing here can bring a group to AWS that is made in the same apply. Write the settings of entra.provisioning instead of existing.';

const render = ({ grants }: AccessModel) =>
  grants.map(({ principal, permissionSet, account, because }) =>
    [
      principal.type,
      principal.handle,
      permissionSet,
      account,
      because.map(({ path }) => path).join('+'),
    ].join(' '),
  );

const LINES = [
  { groups: ['developers'], permissionSets: ['ReadOnly'], accounts: ['ou:/Workloads'] },
  {
    users: ['auditor'],
    groups: ['developers'],
    permissionSets: ['ReadOnly'],
    accounts: ['tag:tier=dev', 'log-archive'],
  },
  {
    groups: ['admins'],
    permissionSets: ['Administrator'],
    accounts: ['ou:/'],
    except: ['payments-prod', 'ou:/Security/*'],
  },
];

test('every grant once, sorted, with every line that says so', () => {
  expect(
    render(
      accessOf((config) => {
        config.access = LINES;
      }),
    ),
  ).toEqual([
    'GROUP admins Administrator payments-dev access[2]',
    'GROUP developers ReadOnly log-archive access[1]',
    'GROUP developers ReadOnly payments-dev access[0]+access[1]',
    'GROUP developers ReadOnly payments-prod access[0]',
    'USER auditor ReadOnly log-archive access[1]',
    'USER auditor ReadOnly payments-dev access[1]',
  ]);
});

test('an account that a line reaches in two ways gets it because of that line once', () => {
  const { grants } = accessOf((config) => {
    config.access = [
      { groups: ['developers'], permissionSets: ['ReadOnly'], accounts: ['payments-dev', 'tag:tier=dev'] },
    ];
  });
  expect(grants.map(({ because }) => because.length)).toEqual([1]);
});

test('explains a group or user in an account', () => {
  const access = accessOf((config) => {
    config.access = LINES;
  });
  expect(
    explainAccess(access, 'developers', 'payments-dev').map(({ because }) => because.map(({ path }) => path)),
  ).toEqual([['access[0]', 'access[1]']]);
  expect(explainAccess(access, 'auditor', 'log-archive')).toHaveLength(1);
  expect(explainAccess(access, 'auditor', 'payments-prod')).toEqual([]);
});

test('while provisioning is pending every grant is withheld', () => {
  const { grants } = accessOf((config) => {
    config.entra.provisioning = 'pending';
    config.access = LINES;
  });
  expect(new Set(grants.map(({ withheld }) => withheld))).toEqual(
    new Set([
      'Provisioning is pending: AWS knows no group or user yet. Enable automatic provisioning in the Identity Center console, then write its endpoint and the end of its token under entra.provisioning, and set TF_VAR_scim_token to the token.',
    ]),
  );
});

test('once groups exist in AWS, those of managed groups are withheld', () => {
  const { grants } = accessOf((config) => {
    config.groups.web = { managed: {} };
    config.access = [
      {
        groups: ['web', 'developers'],
        users: ['auditor'],
        permissionSets: ['ReadOnly'],
        accounts: ['payments-dev'],
      },
    ];
  });
  expect(grants.map(({ principal, withheld }) => [principal.handle, withheld])).toEqual([
    ['developers', undefined],
    ['web', MANAGED],
    ['auditor', undefined],
  ]);
});

test('nothing is withheld once this program keeps provisioning, of managed groups neither', () => {
  const { grants } = accessOf((config) => {
    Object.assign(config.entra, {
      provisioning: {
        endpoint: 'https://scim.eu-west-1.amazonaws.com/f00d/scim/v2',
        tokenExpires: '2027-10-01',
      },
    });
    config.groups.web = { managed: {} };
    config.access = [{ groups: ['web'], permissionSets: ['ReadOnly'], accounts: ['payments-dev'] }];
  });
  expect(grants.map(({ withheld }) => withheld)).toEqual([undefined]);
});

test('a suspended account is skipped, with the lines that reach it', () => {
  const { grants, skipped } = accessOf((config) => {
    config.aws.accounts['payments-dev'] = {
      id: '111122224444',
      ou: '/Workloads/Dev',
      tags: { tier: 'dev' },
      status: 'suspended',
    };
    config.access = LINES;
  });
  expect(grants.filter(({ account }) => account === 'payments-dev')).toEqual([]);
  expect(skipped).toEqual([
    {
      account: 'payments-dev',
      reason: 'The account "payments-dev" is suspended.',
      because: ['access[0]', 'access[1]', 'access[2]'].map((path) => expect.objectContaining({ path })),
    },
  ]);
});
