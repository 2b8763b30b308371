import type { SignInFrequency } from '../../../../../sandbox/world/entra/conditional-access/objects.js';
import { createTestWorld } from '../../../../helpers/world.js';
import { createSignInWorld, refusalOf } from './saml-application.js';

const HOUR = 3_600_000;
const DISABLED = 'AADSTS50057: The user account is disabled.';
const WRONG = 'AADSTS50126: Error validating credentials due to invalid username or password.';

let setUp: Awaited<ReturnType<typeof createSignInWorld>>;
beforeEach(async () => {
  setUp = await createSignInWorld();
});

const UNKNOWN = (tenantId: string) =>
  `AADSTS50034: The user account {EmailHidden} does not exist in the ${tenantId} directory. To sign into this application, the account must be added to the directory.`;

test('the password is every user’s, and another in every run', () => {
  const { signIn, userId, world } = setUp;
  expect(signIn.password.length).toBeGreaterThan(12);
  expect(createTestWorld().entra.signIn.password).not.toBe(signIn.password);
  expect(signIn.authenticate(' Ada@Test.Example', signIn.password)).toEqual({
    userId: userId('ada'),
    passwordAt: world.clock.now(),
    mfaAt: null,
  });
});

test('nobody gets in who is unknown, disabled or has another password', () => {
  const { signIn, entra, userId, authenticate, request } = setUp;
  expect(refusalOf(() => authenticate('nobody'))).toBe(UNKNOWN(entra.tenantId));
  expect(refusalOf(() => signIn.authenticate('ada@test.example', 'guess'))).toBe(WRONG);
  const session = authenticate('ada');
  entra.users.update(userId('ada'), { accountEnabled: false });
  expect(refusalOf(() => authenticate('ada'))).toBe(DISABLED);
  expect(refusalOf(() => signIn.authenticate('ada@test.example', 'guess'))).toBe(WRONG);
  expect(refusalOf(() => signIn.issue(session, request()))).toBe(DISABLED);
  entra.users.delete(userId('ada'));
  expect(refusalOf(() => signIn.issue(session, request()))).toBe(UNKNOWN(entra.tenantId));
});

test('only who is assigned gets in, directly or as a direct member of a group', () => {
  const { signIn, entra, application, groupId, assign, userId, authenticate, request } = setUp;
  const goesIn = (name: string) => signIn.issue(authenticate(name), request()).relayState === null;
  const refusal = `AADSTS50105: Your administrator has configured the application AWS ('${application.appId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user 'eve@test.example' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`;
  expect(goesIn('bob')).toBe(true);
  expect(refusalOf(() => goesIn('eve'))).toBe(refusal);

  const inner = { displayName: 'Inner', mailNickname: 'inner', mailEnabled: false, securityEnabled: true };
  const { id } = entra.groups.create({ ...inner, groupTypes: [] });
  entra.groups.addMember(id, userId('eve'));
  entra.groups.addMember(groupId('Developers'), id);
  expect(refusalOf(() => goesIn('eve'))).toBe(refusal);

  const assignment = assign(userId('eve'));
  expect(goesIn('eve')).toBe(true);
  entra.appRoleAssignments.delete(assignment.resourceId, assignment.id);
  expect(refusalOf(() => goesIn('eve'))).toBe(refusal);
  entra.groups.addMember(groupId('Developers'), userId('eve'));
  expect(goesIn('eve')).toBe(true);
});

test('a group by rule counts, and an application that demands no assignment takes everybody', () => {
  const { signIn, entra, groupId, assign, id, authenticate, request } = setUp;
  assign(groupId('Operators'));
  entra.groups.removeMember(groupId('Developers'), entra.users.get('bob@test.example').id);
  expect(signIn.issue(authenticate('bob'), request()).samlResponse).not.toBe('');
  entra.servicePrincipals.update(id, { appRoleAssignmentRequired: false });
  expect(signIn.issue(authenticate('eve'), request()).samlResponse).not.toBe('');
});

test('My Apps shows what a user is assigned to and may use', () => {
  const { signIn, entra, application, id, userId } = setUp;
  const shown = { appId: application.appId, displayName: 'AWS', loginUrl: null };
  expect(signIn.applicationsOf(userId('ada'))).toEqual([shown]);
  expect(signIn.applicationsOf(userId('eve'))).toEqual([]);
  entra.servicePrincipals.update(id, { loginUrl: 'https://test.awsapps.com/start' });
  expect(signIn.applicationsOf(userId('ada'))).toEqual([
    { ...shown, loginUrl: 'https://test.awsapps.com/start' },
  ]);
  for (const changes of [
    { accountEnabled: false },
    { accountEnabled: true, tags: ['HideApp'] },
    { tags: [], preferredSingleSignOnMode: null },
  ]) {
    entra.servicePrincipals.update(id, changes);
    expect(signIn.applicationsOf(userId('ada'))).toEqual([]);
  }
});

test('no certificate is active: no response', () => {
  const { signIn, activate, authenticate, request, certificate } = setUp;
  const refusal = 'AADSTS50003: No signing key configured.';
  activate(null);
  expect(refusalOf(() => signIn.issue(authenticate('ada'), request()))).toBe(refusal);
  activate(certificate.thumbprint);
  expect(signIn.issue(authenticate('ada'), request()).samlResponse).not.toBe('');
});

/** A policy in force for everybody but Bob. */
function demand({ mfa = true, frequency }: { mfa?: boolean; frequency?: Partial<SignInFrequency> }) {
  const { entra, application, userId } = setUp;
  return entra.conditionalAccessPolicies.create({
    displayName: 'policy',
    state: 'enabled',
    conditions: {
      clientAppTypes: ['all'],
      applications: { includeApplications: [application.appId] },
      users: { includeUsers: ['All'], excludeUsers: [userId('bob')] },
    },
    ...(mfa ? { grantControls: { operator: 'OR', builtInControls: ['mfa'] } } : {}),
    ...(frequency ? { sessionControls: { signInFrequency: frequency } } : {}),
  });
}

test('a second factor is missing where a policy in force demands it, and only there', () => {
  const { signIn, entra, application, authenticate, request } = setUp;
  const { id } = demand({});
  const refusal = `AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${application.appId}'.`;
  const [ada, bob] = [authenticate('ada'), authenticate('bob')];
  expect(signIn.missing(ada, request())).toBe('mfa');
  expect(signIn.missing(bob, request())).toBeUndefined();
  expect(refusalOf(() => signIn.issue(ada, request()))).toBe(refusal);
  expect(signIn.declineMfa(ada, request()).message).toBe(refusal);

  const passed = signIn.completeMfa(ada);
  expect(signIn.missing(passed, request())).toBeUndefined();
  expect(signIn.issue(passed, request()).samlResponse).not.toBe('');

  entra.conditionalAccessPolicies.update(id, { state: 'enabledForReportingButNotEnforced' });
  expect(signIn.missing(ada, request())).toBeUndefined();
});

test('after the hours of a sign-in frequency the password is asked for again, and the second factor after it', async () => {
  const { signIn, world, authenticate, request } = setUp;
  demand({ frequency: { type: 'hours', value: 8 } });
  demand({ mfa: false, frequency: { type: 'days', value: 1 } });
  const session = signIn.completeMfa(authenticate('ada'));
  const bob = authenticate('bob');
  await world.clock.advance(8 * HOUR - 1);
  expect(signIn.missing(session, request())).toBeUndefined();
  await world.clock.advance(1);
  expect(signIn.missing(session, request())).toBe('password');
  expect(signIn.missing(bob, request())).toBeUndefined();
  expect(refusalOf(() => signIn.issue(session, request()))).toBe(
    'AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on 2027-01-01T12:00:00.000Z and the maximum allowed lifetime for this request is 28800.',
  );
  const again = authenticate('ada');
  expect(signIn.missing(again, request())).toBe('mfa');
  expect(signIn.missing(signIn.completeMfa(again), request())).toBeUndefined();
});

test('a frequency for the second factor alone asks for nothing else again', async () => {
  const { signIn, world, application, authenticate, request } = setUp;
  demand({ frequency: { type: 'hours', value: 1, authenticationType: 'secondaryAuthentication' } });
  const session = signIn.completeMfa(authenticate('ada'));
  await world.clock.advance(HOUR);
  expect(signIn.missing(session, request())).toBe('mfa');
  expect(refusalOf(() => signIn.issue(session, request()))).toBe(
    `AADSTS50078: Presented multi-factor authentication has expired due to policies configured by your administrator, you must refresh your multi-factor authentication to access '${application.appId}'.`,
  );
  expect(signIn.missing(signIn.completeMfa(session), request())).toBeUndefined();
});
