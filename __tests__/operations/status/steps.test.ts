import { renderStatus } from '../../../operations/status/render.js';
import { loadConfig, provisionedConfig, smallConfig } from '../../helpers/config.js';
import {
  application,
  certificate,
  denied,
  healthyAws,
  healthyEntra,
  job,
  OTHER,
  replyUrls,
  statusOf,
  THUMBPRINT,
} from './healthy.js';
import { checkOf, said, statesOf } from './live.js';

const withApplication = (changes: object) => ({
  entra: { application: { found: { ...application, ...changes } } },
});

test('there are 18 steps, in the order of the README', () => {
  expect(statusOf().steps.map(({ number }) => number)).toEqual(Array.from({ length: 18 }, (_, at) => at + 1));
});

test('where all is well, only what no API tells can’t be told', () => {
  const status = statusOf();
  const states = statesOf(status);
  expect(Object.keys(states).filter((number) => states[Number(number)] === 'unknown')).toEqual([
    '2',
    '16',
    '17',
  ]);
  expect(Object.keys(states).filter((number) => states[Number(number)] === 'not-wanted')).toEqual([
    '14',
    '15',
    '18',
  ]);
  expect(Object.values(states)).not.toContain('not-done');
  expect(status).toMatchObject({ verdict: 'fine', lacking: [] });
});

test('without an instance: where to enable it, with the Region', () => {
  const status = statusOf({ aws: { instance: { found: null } } });
  const check = checkOf(status, 'instance');
  expect(said(check)).toBe(
    'not-done: The account 000000000001 sees no instance of Identity Center in eu-west-1. Next: In the management account’s console: IAM Identity Center, Enable, as an organization instance. The Region that it is enabled in stays its primary one.',
  );
  expect(check.values).toEqual([{ label: 'Region', value: 'eu-west-1' }]);
});

test('a caller in another account than the deployer’s can’t tell that there is no instance', () => {
  const aws = { instance: { found: null }, account: { found: '111111111111' } };
  expect(said(checkOf(statusOf({ aws }), 'instance'))).toBe(
    'unknown: The caller is in the account 111111111111, which sees no instance of Identity Center in eu-west-1. Next: Call as the deployer, in the account 000000000001.',
  );
});

test('an account instance is not the organization’s', () => {
  const [instance] = [healthyAws.instance].flatMap((reading) => ('found' in reading ? reading.found : null));
  const found = instance && { ...instance, owner: '111111111111' };
  expect(said(checkOf(statusOf({ aws: { instance: { found: found ?? null } } }), 'instance'))).toBe(
    'not-done: The instance ssoins-1 is owned by the account 111111111111, so it is an account instance. Next: Enable an organization instance in the management account, 000000000001.',
  );
});

test('metadata of another organization is told from this one’s', () => {
  const found = {
    arn: 'arn:aws:sso:::instance/ssoins-1',
    identityStoreId: 'd-other',
    owner: '000000000001',
    status: 'ACTIVE',
  };
  expect(checkOf(statusOf({ aws: { instance: { found } } }), 'metadata')).toMatchObject({
    state: 'not-done',
    finding: expect.stringMatching(
      /is of the identity store d-9967000001, and this instance’s is d-other\.$/,
    ),
  });
});

test.each([
  [
    'application-enabled',
    { accountEnabled: false },
    '"AWS IAM Identity Center" is disabled: nobody can sign in.',
  ],
  [
    'assignment-required',
    { appRoleAssignmentRequired: false },
    'Everybody in the tenant can sign in to it, assigned or not.',
  ],
  [
    'saml-mode',
    { preferredSingleSignOnMode: null },
    'Single sign-on mode is none, and the config says saml.',
  ],
  [
    'sign-on-url',
    { loginUrl: 'https://x.example' },
    'Sign-on URL is https://x.example, and the config says https://test.awsapps.com/start.',
  ],
  [
    'relay-state',
    { samlSingleSignOnSettings: { relayState: 'https://y.example' } },
    'Relay state is https://y.example, and the config says none.',
  ],
  [
    'reply-urls',
    { replyUrls: replyUrls.slice(1) },
    `The reply URLs aren’t those of AWS’s metadata: it lacks ${replyUrls[0]}.`,
  ],
  [
    'reply-urls',
    { replyUrls: [...replyUrls, 'https://z.example'] },
    'The reply URLs aren’t those of AWS’s metadata: it has https://z.example besides.',
  ],
])('%s is not done where the application differs', (id, changes, finding) => {
  const status = statusOf(withApplication(changes));
  expect(checkOf(status, id)).toMatchObject({ state: 'not-done', finding });
  expect(status.verdict).toBe('attention');
});

test('a permission set, an assignment, a group, a member and who is assigned are missed by name', () => {
  const status = statusOf({
    entra: { assigned: { found: [] } },
    aws: {
      permissionSets: { found: new Map([['Administrator', 'set-a']]) },
      assignments: { found: new Set() },
      store: {
        users: { found: [] },
        groups: { found: [{ id: 'b1', displayName: 'admins', external: false }] },
        members: { found: new Map([['b1', new Set<string>()]]) },
      },
    },
  });
  const missing = ['permission-sets', 'assignments', 'groups-in-aws', 'assigned'].map(
    (id) => checkOf(status, id).missing,
  );
  expect(missing).toEqual([
    ['Developer'],
    ['admins: Administrator in dev', 'admins: Administrator in prod', 'developers: Developer in dev'],
    ['Developers'],
    ['Admins', 'Developers'],
  ]);
});

test('members are missed by group; those who are disabled and groups within aren’t', () => {
  const members = new Map([
    [
      'g1',
      [
        {
          '@odata.type': '#microsoft.graph.user',
          id: 'u3',
          userPrincipalName: 'eve@test.example',
          accountEnabled: true,
        },
        {
          '@odata.type': '#microsoft.graph.user',
          id: 'u4',
          userPrincipalName: 'gone@test.example',
          accountEnabled: false,
        },
        { '@odata.type': '#microsoft.graph.group', id: 'g9' },
      ],
    ],
  ]);
  const check = checkOf(statusOf({ entra: { members: { found: members } } }), 'members-in-aws');
  expect(check.finding).toBe(
    '1 member missing in AWS: eve@test.example (Admins). Admins: groups within, whose members don’t count.',
  );
  expect(check.missing).toEqual(['eve@test.example (Admins)']);
});

test('the active certificate is compared with the configured one', () => {
  const keyCredentials = [...application.keyCredentials, certificate('c2025', '2027-01-01T00:00:00Z', OTHER)];
  const check = checkOf(
    statusOf(
      withApplication({ keyCredentials, preferredTokenSigningKeyThumbprint: OTHER.hex.toLowerCase() }),
    ),
    'active-certificate',
  );
  expect(said(check)).toBe(
    'not-done: "AWS IAM Identity Center" signs with "CN=c2025", and the config says "CN=c2026". Next: Once AWS trusts it: federation activate-certificate test c2026.',
  );
  expect(check.values).toEqual([{ label: 'Thumbprint', value: THUMBPRINT.hex }]);
});

test('a certificate that ends soon is a warning at 90 and 30 days, and needs attention at 15', () => {
  const at = (day: string) =>
    statusOf(withApplication({ keyCredentials: [certificate('c2026', `${day}T00:00:00Z`)] }));
  const seen = ['2027-06-01', '2027-02-01', '2026-12-20', '2026-12-05', '2026-11-20'].map((day) => {
    const status = at(day);
    const { state, ending } = checkOf(status, 'certificate-c2026');
    return [state, ending?.within, status.verdict];
  });
  expect(seen).toEqual([
    ['done', undefined, 'fine'],
    ['done', 90, 'fine'],
    ['done', 30, 'fine'],
    ['done', 15, 'attention'],
    ['not-done', 15, 'attention'],
  ]);
});

test('a token that ends soon is a warning, and one that has ended is not done', () => {
  const at = (tokenExpires: string) =>
    checkOf(statusOf({}, loadConfig(provisionedConfig({ tokenExpires }))), 'scim-token');
  expect(said(at('2027-10-01'))).toMatch(/^done: .* ends on 2027-10-01, in 313 days\.$/);
  expect(said(at('2026-12-20'))).toMatch(
    /in 28 days\. Next: Rotate it: federation handover test writes how\.$/,
  );
  expect(said(at('2026-11-01'))).toMatch(/^not-done: .* ended on 2026-11-01\. Next: Rotate it/);
});

test('provisioning that is pending or kept elsewhere', () => {
  const withProvisioning = (provisioning: string) => {
    const config = smallConfig();
    Object.assign(config.entra, { provisioning });
    return loadConfig(config);
  };
  const pending = statusOf(
    { entra: { job: { found: null }, connection: undefined } },
    withProvisioning('pending'),
  );
  expect(statesOf(pending)).toMatchObject({ 8: 'not-done', 9: 'not-done', 11: 'not-done', 13: 'not-done' });
  expect(checkOf(pending, 'withheld').finding).toBe('3 grants withheld.');
  expect(statesOf(statusOf({}, withProvisioning('existing')))).toMatchObject({ 8: 'unknown', 9: 'done' });
});

test('quarantine, with its reason', () => {
  const quarantine = {
    reason: 'EncounteredQuarantineException',
    currentBegan: '2026-11-20T01:00:00Z',
    error: { message: 'The credentials are invalid.' },
  };
  const status = statusOf({ entra: { job: { found: { ...job, status: { ...job.status, quarantine } } } } });
  expect(said(checkOf(status, 'quarantine'))).toBe(
    'not-done: The job is in quarantine since 2026-11-20T01:00:00Z: EncounteredQuarantineException: The credentials are invalid. Next: Mend what it says, then: Entra admin center, Enterprise applications, "AWS IAM Identity Center", Provisioning, Restart provisioning. In quarantine it runs less and less often.',
  );
});

test.each([
  ['job-active', { ...job, schedule: { state: 'Paused' } }, 'It is paused: nobody new reaches AWS.'],
  [
    'last-cycle',
    { ...job, status: { ...job.status, lastExecution: null } },
    'No provisioning cycle has ended yet.',
  ],
  [
    'last-cycle',
    {
      ...job,
      status: {
        ...job.status,
        lastExecution: {
          state: 'EntryLevelErrors',
          timeEnded: '2026-11-22T11:30:00Z',
          countEscrowed: 2,
          error: null,
        },
      },
    },
    'The last cycle ended at 2026-11-22T11:30:00Z, and 2 objects failed.',
  ],
])('%s is not done where the job doesn’t do it', (id, found, finding) => {
  expect(checkOf(statusOf({ entra: { job: { found } } }), id)).toMatchObject({ state: 'not-done', finding });
});

test('a connection that AWS refuses is told in its words', () => {
  const status = statusOf({ entra: { connection: { found: 'InvalidCredentials: refused.' } } });
  expect(said(checkOf(status, 'scim-connection'))).toBe(
    'not-done: Entra can’t connect to AWS’s endpoint with the credentials that it has saved: InvalidCredentials: refused. Next: Make another token and apply: federation handover test writes how.',
  );
});

test('session tags are compared on both sides', () => {
  const config = provisionedConfig();
  Object.assign(config.entra, { attributes: { Team: 'department' } });
  Object.assign(config.aws.identityCenter, { attributes: { Title: '${path:title}' } });
  const environment = loadConfig(config);
  const status = statusOf(
    {
      entra: { tags: { found: new Map([['Team', 'jobtitle']]) } },
      aws: {
        attributes: {
          found: new Map([
            ['Title', '${path:title}'],
            ['More', 'x'],
          ]),
        },
      },
    },
    environment,
  );
  expect(checkOf(status, 'tags-sent').finding).toBe('Entra sends other tags; not as the config says: Team.');
  expect(checkOf(status, 'tags-set').finding).toBe('AWS sets other tags; besides: More.');
});

test.each([
  [
    'report-only',
    'enabledForReportingButNotEnforced',
    'done: Conditional access is report-only: Entra’s sign-in logs say what would be demanded, and nothing is.',
  ],
  ['enabled', 'enabled', 'done: Conditional access is in force.'],
  [
    'enabled',
    'enabledForReportingButNotEnforced',
    'not-done: The application’s conditional access policy is report-only, and the config says enabled. Next: federation plan test, then federation apply test.',
  ],
  [
    'enabled',
    undefined,
    'not-done: Entra has no conditional access policy for the application. Next: federation plan test, then federation apply test.',
  ],
])('conditional access that is to be %s and is %s', (wanted, state, expected) => {
  const config = provisionedConfig();
  Object.assign(config.entra, { conditionalAccess: { state: wanted, require: 'mfa', breakGlass: 'admins' } });
  const conditions = { applications: { includeApplications: ['application'] } };
  const policies = { found: state === undefined ? [] : [{ displayName: 'p', state, conditions }] };
  expect(said(checkOf(statusOf({ entra: { policies } }, loadConfig(config)), 'conditional-access'))).toBe(
    expected,
  );
});

test('a read that is denied can’t be told, and names what the caller lacks', () => {
  const status = statusOf({
    entra: { job: denied('GET jobs', 'Synchronization.Read.All') },
    aws: { permissionSets: denied('sso-admin ListPermissionSets', 'sso:ListPermissionSets') },
  });
  expect(statesOf(status)).toMatchObject({ 9: 'unknown', 11: 'unknown', 12: 'unknown', 13: 'unknown' });
  expect(said(checkOf(status, 'permission-sets'))).toBe(
    'unknown: The caller may not ask: sso-admin ListPermissionSets. Next: Let the caller have sso:ListPermissionSets.',
  );
  expect(status).toMatchObject({
    verdict: 'refused',
    lacking: ['Synchronization.Read.All', 'sso:ListPermissionSets'],
  });
});

test('the identity source is inferred from ids of another system, and the finding says so', () => {
  expect(checkOf(statusOf(), 'identity-source').finding).toMatch(
    /^Inferred, for no API tells it: 4 of 4 users and groups/,
  );
  const store = {
    users: { found: [{ id: 'a1', userName: 'ada@test.example', external: false }] },
    groups: { found: [] },
    members: { found: new Map() },
  };
  expect(checkOf(statusOf({ aws: { store } }), 'identity-source')).toMatchObject({
    state: 'unknown',
    values: [
      { label: 'IdP issuer URL', value: 'https://sts.windows.net/3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40/' },
      {
        label: 'IdP sign-in URL',
        value: 'https://login.microsoftonline.com/3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40/saml2',
      },
    ],
  });
});

test('without the application everything that needs it says that it is missing', () => {
  const states = statesOf(statusOf({ entra: { application: { found: null }, ...nothingOf(healthyEntra) } }));
  expect(states).toMatchObject({
    4: 'not-done',
    5: 'not-done',
    6: 'not-done',
    9: 'not-done',
    10: 'not-done',
    11: 'not-done',
  });
});

test('the text has a line for each step, what was found, and what to do', () => {
  const text = renderStatus(statusOf(withApplication({ accountEnabled: false })));
  expect(text).toMatch(
    /^Status of test on 2026-11-22: 11 done, 1 not done, 3 can’t be told, 3 not wanted\.$/m,
  );
  expect(text).toMatch(/^ 4 {2}not done {7}The enterprise application$/m);
  expect(text).toMatch(
    /^ +"AWS IAM Identity Center" is disabled: nobody can sign in\.\n +Next: federation plan test/m,
  );
});

/** Each fact of the application left out. */
function nothingOf(entra: typeof healthyEntra): object {
  return Object.fromEntries(
    Object.keys(entra)
      .filter((key) => key !== 'application')
      .map((key) => [key, undefined]),
  );
}
