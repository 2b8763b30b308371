import { createHash } from 'node:crypto';
import { AwsError } from '../../sandbox/world/aws/aws-error.js';
import { GraphError } from '../../sandbox/world/entra/graph-error.js';
import type { World } from '../../sandbox/world/world.js';
import {
  identityCenterPrincipal,
  type IdentityCenterPrincipal,
} from '../operations/status/identity-center-principal.js';
import {
  checkOf,
  createLiveEnvironment,
  lastingConfig,
  type LiveEnvironment,
  said,
  statesOf,
} from '../operations/status/live.js';
import { emergencyConfig, SCIM_TENANT } from '../helpers/config.js';
import { emergencySeed, testSeed, unprovisionedSeed } from '../helpers/world.js';

const DAY = 86_400_000;
const CYCLE = 40 * 60_000;

describe('an environment that is whole', () => {
  let live: LiveEnvironment;
  let principal: IdentityCenterPrincipal;
  beforeAll(async () => {
    live = await createLiveEnvironment(unprovisionedSeed);
    await live.apply(lastingConfig());
    await live.world.clock.advance(CYCLE);
    principal = identityCenterPrincipal(live.world);
    activate(live.world, principal);
  }, 60_000);
  afterAll(() => live.stop());

  test('ends with 0, and changes nothing in either cloud', async () => {
    const before = standing(live.world);
    const status = await live.status();
    expect(status).toMatchObject({ code: 0, environment: 'test', verdict: 'fine', lacking: [] });
    expect(statesOf(status)).toMatchObject({
      1: 'done',
      3: 'done',
      6: 'done',
      7: 'done',
      9: 'done',
      11: 'done',
      13: 'done',
    });
    expect(standing(live.world)).toBe(before);
  });

  test('in text: a checklist on standard output, and how many requests it took beside it', async () => {
    const { code, stdout, stderr } = await live.run('status', 'test');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Status of test on \d{4}-\d{2}-\d{2}: 12 done, 3 can’t be told, 3 not wanted\.$/m,
    );
    expect(stderr).toMatch(/^\d+ requests\.$/m);
    for (const secret of live.secrets) expect(stdout + stderr).not.toContain(secret);
  });

  test('a certificate other than the configured one, a disabled application and a lost reply URL need attention', async () => {
    const { servicePrincipals, applications } = live.world.entra;
    const [application] = applications.list({ appId: principal.appId });
    const web = application?.web;
    servicePrincipals.update(principal.id, {
      accountEnabled: false,
      preferredTokenSigningKeyThumbprint: null,
    });
    applications.update(application?.id ?? '', { web: { ...web, redirectUris: web?.redirectUris.slice(1) } });
    const status = await live.status();
    expect(status).toMatchObject({ code: 1, verdict: 'attention' });
    expect(statesOf(status)).toMatchObject({ 4: 'not-done', 5: 'not-done', 6: 'not-done' });
    applications.update(application?.id ?? '', { web: { ...web } });
    servicePrincipals.update(principal.id, { accountEnabled: true });
    activate(live.world, principal);
  });

  test('a member who was added in Entra is missing until the next cycle', async () => {
    const [group] = live.world.entra.groups.list({ displayName: 'Admins' });
    const { id } = live.world.entra.users.get('bob@test.example');
    live.world.entra.groups.addMember(group?.id ?? '', id);
    const missing = checkOf(await live.status(), 'members-in-aws').missing;
    await live.world.clock.advance(CYCLE);
    expect([missing, checkOf(await live.status(), 'members-in-aws').state]).toEqual([
      ['bob@test.example (Admins)'],
      'done',
    ]);
  });

  test('what the caller may not read can’t be told: which permissions it lacks, and exit code 3', async () => {
    const restore = deny(live.world);
    const status = await live.status();
    restore();
    expect(status).toMatchObject({
      code: 3,
      verdict: 'refused',
      lacking: ['Synchronization.Read.All', 'sso:ListPermissionSets and sso:DescribePermissionSet'],
    });
    expect(statesOf(status)).toMatchObject({ 4: 'done', 9: 'unknown', 12: 'unknown', 13: 'unknown' });
    expect(checkOf(status, 'permission-sets').finding).toBe(
      'The caller may not ask: sso-admin ListPermissionSets, DescribePermissionSet.',
    );
  });

  test('a paused job', async () => {
    const [job] = live.world.entra.synchronization.jobs(principal.id);
    live.world.entra.synchronization.pause(principal.id, job?.id ?? '');
    const paused = await live.status();
    live.world.entra.synchronization.start(principal.id, job?.id ?? '');
    await live.world.clock.advance(CYCLE);
    expect(said(checkOf(paused, 'job-active'))).toBe(
      'not-done: It is paused: nobody new reaches AWS. Next: Entra admin center, Enterprise applications, "AWS IAM Identity Center", Provisioning, Start provisioning.',
    );
  });

  test('a token that has ended in AWS: Entra can’t connect, and the job goes into quarantine', async () => {
    await live.world.clock.advance(366 * DAY);
    const status = await live.status();
    expect(status.code).toBe(1);
    expect(checkOf(status, 'scim-connection').finding).toMatch(
      /^Entra can’t connect to AWS’s endpoint with the credentials that it has saved: InvalidCredentials: The credentials were refused\./,
    );
    expect(checkOf(status, 'quarantine').finding).toMatch(
      /^The job is in quarantine since .*: EncounteredQuarantineException: /,
    );
    expect(checkOf(status, 'last-cycle').finding).toMatch(/^The last cycle failed at /);
  }, 60_000);
});

test('before anything is applied, what apply does is open, and the person at the console begins', async () => {
  const live = await createLiveEnvironment({
    ...testSeed,
    aws: { ...testSeed.aws, provisioned: { groups: [], users: [] } },
  });
  const config = lastingConfig();
  Object.assign(config.entra, { provisioning: 'pending' });
  live.write(config);
  const status = await live.status();
  await live.stop();
  expect(status.code).toBe(1);
  expect(statesOf(status)).toEqual({
    1: 'done',
    2: 'unknown',
    3: 'done',
    4: 'not-done',
    5: 'not-done',
    6: 'not-done',
    7: 'unknown',
    8: 'not-done',
    9: 'not-done',
    10: 'not-done',
    11: 'not-done',
    12: 'not-done',
    13: 'not-done',
    14: 'not-wanted',
    15: 'not-wanted',
    16: 'unknown',
    17: 'unknown',
    18: 'not-wanted',
  });
}, 60_000);

test('everything that a config can want is there after one apply: tags, conditional access, emergency access that is off', async () => {
  const live = await createLiveEnvironment({
    ...emergencySeed,
    aws: { ...emergencySeed.aws, scim: { tenant: SCIM_TENANT } },
  });
  const config = emergencyConfig();
  const demands = { require: 'mfa', breakGlass: 'admins' };
  Object.assign(config.entra, { attributes: { Team: 'department' }, conditionalAccess: demands });
  Object.assign(config.aws.identityCenter, { attributes: { Title: '${path:title}' } });
  Object.assign(config.emergencyAccess, { conditionalAccess: demands });
  await live.apply(config);
  const status = await live.status();
  const { entra } = live.world;
  const [emergency] = entra.servicePrincipals.list({ displayName: 'AWS Emergency Access' });
  const [key] = emergency?.keyCredentials ?? [];
  entra.servicePrincipals.update(emergency?.id ?? '', {
    accountEnabled: true,
    preferredTokenSigningKeyThumbprint: Buffer.from(key?.customKeyIdentifier ?? '', 'base64')
      .toString('hex')
      .toUpperCase(),
  });
  const on = await live.status();
  await live.stop();
  expect(statesOf(status)).toMatchObject({ 14: 'done', 15: 'done', 18: 'not-done' });
  const { checks } = status.steps[17] ?? { checks: [] };
  expect(checks.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'emergency-off done',
    'emergency-certificate-e2026 done',
    'emergency-active-certificate not-done',
    'emergency-conditional-access done',
    'emergency-provider done',
    'emergency-assigned done',
    'emergency-roles done',
  ]);
  expect(checkOf(on, 'emergency-active-certificate').state).toBe('done');
  expect(said(checkOf(on, 'emergency-off'))).toMatch(
    /^not-done: "AWS Emergency Access" is on in Entra, and the config says off \(config\/test\.yaml:\d+\): somebody switched it on by hand, and whoever is assigned can sign in\. Next: Find out who and why: Entra’s audit log\. To switch it off: federation plan test/,
  );
}, 60_000);

test('a delegated administrator, by a role that is assumed, reads the same', async () => {
  const live = await createLiveEnvironment(unprovisionedSeed);
  const config = lastingConfig();
  config.aws.deployer = { account: '111111111111', role: 'FederationDeployer', kind: 'delegated' };
  await live.apply(config);
  const whole = await live.status();
  const asRole = checkOf(whole, 'instance').finding;
  config.access.push({ groups: ['developers'], permissionSets: ['Developer'], accounts: ['prod'] });
  live.write(config);
  const status = await live.status();
  await live.stop();
  expect(asRole).toBe('Instance ssoins-722300aabbcc0001 in eu-west-1, owned by the account 000000000001.');
  expect(statesOf(whole)).toMatchObject({ 1: 'done', 12: 'done', 13: 'done' });
  expect(checkOf(status, 'assignments').missing).toEqual(['developers: Developer in prod']);
}, 60_000);

test('clouds that can’t be reached: exit code 3, and what failed', async () => {
  const live = await createLiveEnvironment(testSeed);
  live.write(lastingConfig());
  const { code, stdout } = await live.run('status', 'test', '--json', { ARM_CLIENT_SECRET: 'wrong' });
  await live.stop();
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'outside' } });
}, 60_000);

function activate({ entra }: World, { id, thumbprint }: IdentityCenterPrincipal): void {
  entra.servicePrincipals.update(id, { preferredTokenSigningKeyThumbprint: thumbprint });
}

/** Denies reads of provisioning jobs and of permission sets; returns what ends that. */
function deny({ entra, aws }: World): () => void {
  const { synchronization } = entra;
  const jobs = synchronization.jobs.bind(synchronization);
  const as = aws.as.bind(aws);
  synchronization.jobs = () => {
    throw new GraphError(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    );
  };
  aws.as = (caller) => {
    const apis = as(caller);
    const ListPermissionSets = () => {
      throw new AwsError(
        'AccessDeniedException',
        'User is not authorized to perform: sso:ListPermissionSets',
      );
    };
    return { ...apis, ssoAdmin: { ...apis.ssoAdmin, ListPermissionSets } };
  };
  return () => {
    synchronization.jobs = jobs;
    aws.as = as;
  };
}

/** A digest of all that both clouds hold. */
function standing({ entra, aws }: World): string {
  const { synchronization, servicePrincipals, groups } = entra;
  const principals = servicePrincipals.list();
  const all = [
    entra.made(),
    aws.made(),
    principals,
    principals.flatMap(({ id }) => synchronization.jobs(id)),
    groups.list({}),
  ];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
