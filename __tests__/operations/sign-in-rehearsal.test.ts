import { prepareStack } from '../../operations/prepare-stack.js';
import { sandboxThatAnswers, type Sandbox } from '../../operations/sandbox.js';
import { rehearseSignIns, type SignIn, type SignIns } from '../../operations/sign-in-rehearsal.js';
import { serveSignIn, type SignInPages } from '../../sandbox/faces/sign-in/serve-sign-in.js';
import { answer } from '../../sandbox/questions.js';
import type { Seed } from '../../sandbox/world/seed.js';
import { callerIn, dev, groupId, instanceArn, management, prod } from '../helpers/aws.js';
import { emergencyConfig, loadConfig, type SmallConfig } from '../helpers/config.js';
import { failPortalOnce } from '../helpers/fail-once.js';
import { createTestWorld, emergencySeed } from '../helpers/world.js';
import { createOperatedSandbox, type OperatedSandbox } from './operated-sandbox.js';

const ADA = 'ada@test.example';
const BOB = 'bob@test.example';
const EVE = 'eve@test.example';
const DAN = 'dan@test.example';
const EMERGENCY = '444444444444';

/**
 * Carl is in Admins, and Bob beside Developers, only by a group that is in it: that gives nothing. Dan is disabled, and
 * would be alone in having what Admins have.
 */
const SEED: Seed = {
  entra: {
    ...emergencySeed.entra,
    users: [
      ...emergencySeed.entra.users,
      { userPrincipalName: 'carl@test.example', displayName: 'Carl' },
      { userPrincipalName: DAN, displayName: 'Dan', accountEnabled: false },
    ],
    groups: [
      { displayName: 'Trainees', members: ['carl@test.example', BOB] },
      { displayName: 'Admins', members: [ADA, DAN], groups: ['Trainees'] },
      { displayName: 'Developers', members: [ADA, BOB] },
    ],
  },
  aws: {
    ...emergencySeed.aws,
    provisioned: { groups: ['Admins', 'Developers'], users: [ADA, BOB, EVE, DAN] },
  },
};

/** Ada has two roles of emergency access, Eve one. */
function config(): ReturnType<typeof emergencyConfig> {
  const made = emergencyConfig();
  made.emergencyAccess['roles'] = {
    BreakGlass: { policies: ['AdministratorAccess'], groups: ['admins'], users: ['eve'] },
    Observer: { policies: ['ReadOnlyAccess'], groups: ['admins'] },
  };
  return made;
}

/** AWS’s own side as that world has it. */
const FILES = { 'test/metadata.xml': createTestWorld(SEED).aws.identityCenter.serviceProviderMetadata() };

let operated: OperatedSandbox;
let pages: SignInPages;
let sandbox: Sandbox;

async function start(applied: SmallConfig, provisioned = SEED.aws.provisioned): Promise<void> {
  operated = await createOperatedSandbox({ ...SEED, aws: { ...SEED.aws, provisioned } }, FILES);
  ({ pages, sandbox } = await serve());
  await operated.apply(applied);
}

/** The pages of the world, and the sandbox as the program reaches it. */
async function serve(): Promise<{ pages: SignInPages; sandbox: Sandbox }> {
  const { world } = operated;
  const signIn = await serveSignIn(world);
  const ask = (question: object) => answer({ world, signIn, written: [] }, JSON.stringify(question));
  return { pages: signIn, sandbox: sandboxThatAnswers(ask, {}) };
}

async function stop(): Promise<void> {
  await pages.stop();
  await operated.stop();
}

async function rehearse(
  applied: SmallConfig = config(),
  unprovisioned: string[] = [],
  on: Sandbox = sandbox,
): Promise<SignIns> {
  const stack = await prepareStack(loadConfig(applied, FILES), operated.context);
  return rehearseSignIns(stack, operated.context, on, unprovisioned);
}

/** What isn't as the config says: by whom, where. */
const faultsOf = ({ signIns }: SignIns) =>
  signIns
    .filter(({ agrees }) => !agrees)
    .map(({ user, lane, faults }) => [
      user,
      lane,
      ...faults.map((fault) => fault.replace(/ID: [\w-]+/, 'ID: …')),
    ]);

const entered = (user: string, lane: SignIn['lane'], accounts: number, roles: number): SignIn => ({
  user,
  lane,
  accounts,
  roles,
  faults: [],
  agrees: true,
});

describe('with people of three kinds', () => {
  beforeAll(() => start(config()));
  afterAll(stop);

  const refusedWith = (code: string) => ({
    refused: expect.stringMatching(new RegExp(`^${code}: `)) as string,
  });

  test('each enters every role that the config gives, by either lane, and no other', async () => {
    const { signIns, untried } = await rehearse();
    expect(untried).toEqual([]);
    expect(signIns).toEqual([
      entered(ADA, 'portal', 3, 4),
      entered(BOB, 'portal', 1, 1),
      { ...entered(EVE, 'portal', 0, 0), ...refusedWith('AADSTS50105') },
      { ...entered(ADA, 'emergency', 0, 0), ...refusedWith('AADSTS7000112') },
      entered(ADA, 'emergency', 1, 2),
      { ...entered(BOB, 'emergency', 0, 0), ...refusedWith('AADSTS50105') },
      entered(EVE, 'emergency', 1, 1),
    ]);
  });

  test('who may not sign in isn’t tried, and fewer than three are told', async () => {
    const { signIns, untried } = await rehearse(config(), [BOB]);
    expect(new Set(signIns.map(({ user }) => user))).toEqual(new Set([ADA, EVE]));
    expect(untried).toEqual(['Only 2 people signed in: everybody else has the same access, or none.']);
  });

  test('it is told where nobody signs in by a lane, or at all', async () => {
    const given = 'the config gives it to nobody who can sign in.';
    expect((await rehearse(config(), [ADA, BOB])).untried).toEqual([
      `Nobody signed in to the access portal: ${given}`,
      'Only 1 person signed in: everybody else has the same access, or none.',
    ]);
    expect(await rehearse(config(), [ADA, BOB, EVE])).toEqual({
      signIns: [],
      untried: [
        `Nobody signed in to the access portal: ${given}`,
        `Nobody signed in by emergency access: ${given}`,
      ],
    });
  });

  test('emergency access is off again after a drill that came to nothing', async () => {
    const { pages, sandbox } = await serve();
    const stopping: Sandbox = {
      ...sandbox,
      enable: async (application, enabled) => {
        await sandbox.enable(application, enabled);
        if (enabled) await pages.stop();
      },
    };
    await expect(rehearse(config(), [], stopping)).rejects.toThrow('fetch failed');
    const [application] = operated.world.entra.servicePrincipals.list({
      displayName: 'AWS Emergency Access',
    });
    expect(application?.accountEnabled).toBe(false);
  });

  describe('notices', () => {
    const iam = () => operated.world.aws.as(callerIn(EMERGENCY)).iam;
    const observer = () => iam().GetRole({ RoleName: 'Observer' }).Role;
    const ssoAdmin = () => operated.world.aws.as(callerIn(management)).ssoAdmin;
    const notAuthorized = (why: string) =>
      `Observer in ${EMERGENCY}: Error: Not authorized to perform sts:AssumeRoleWithSAML (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: …) Sandbox: ${why}`;

    /** What the rehearsal says after something was done by hand, which is undone. */
    async function rehearseAfter(edit: () => unknown, undo: () => unknown): Promise<SignIns> {
      const settle = () => operated.world.clock.advance(60_000);
      edit();
      await settle();
      try {
        return await rehearse();
      } finally {
        undo();
        await settle();
      }
    }

    test('a role of emergency access that lets nobody in any more', async () => {
      const trusted = JSON.parse(decodeURIComponent(observer().AssumeRolePolicyDocument)) as {
        Statement: object[];
      };
      const trust = (Effect: string) => () =>
        iam().UpdateAssumeRolePolicy({
          RoleName: 'Observer',
          PolicyDocument: JSON.stringify({
            ...trusted,
            Statement: trusted.Statement.map((each) => ({ ...each, Effect })),
          }),
        });
      const rehearsed = await rehearseAfter(trust('Deny'), trust('Allow'));
      const why = `The trust policy of Observer does not allow sts:AssumeRoleWithSAML to arn:aws:iam::${EMERGENCY}:saml-provider/EntraEmergencyAccess with SAML:aud https://eu-central-1.signin.aws.amazon.com/saml.`;
      expect(faultsOf(rehearsed)).toEqual([[ADA, 'emergency', notAuthorized(why)]]);
      expect(rehearsed.signIns).toContainEqual(
        expect.objectContaining({ user: ADA, lane: 'emergency', accounts: 1, roles: 1, agrees: false }),
      );
    });

    test('a role of emergency access that was deleted', async () => {
      const { Arn, RoleName, Path, MaxSessionDuration, AssumeRolePolicyDocument } = observer();
      const rehearsed = await rehearseAfter(
        () => {
          for (const { PolicyArn } of iam().ListAttachedRolePolicies({ RoleName }).AttachedPolicies)
            iam().DetachRolePolicy({ RoleName, PolicyArn });
          iam().DeleteRole({ RoleName });
        },
        () =>
          iam().CreateRole({
            RoleName,
            Path,
            MaxSessionDuration,
            AssumeRolePolicyDocument: decodeURIComponent(AssumeRolePolicyDocument),
          }),
      );
      const why = `There is no role ${Arn} in an account that is active.`;
      expect(faultsOf(rehearsed)).toEqual([[ADA, 'emergency', notAuthorized(why)]]);
    });

    /** Of Developer to the group Developers. */
    function assignmentIn(TargetId: string) {
      const { PermissionSets } = ssoAdmin().ListPermissionSets({ InstanceArn: instanceArn });
      const PermissionSetArn = PermissionSets.find(
        (arn) =>
          ssoAdmin().DescribePermissionSet({ InstanceArn: instanceArn, PermissionSetArn: arn }).PermissionSet
            .Name === 'Developer',
      );
      return {
        InstanceArn: instanceArn,
        PermissionSetArn: PermissionSetArn ?? '',
        PrincipalId: groupId(operated.world, 'Developers'),
        PrincipalType: 'GROUP',
        TargetId,
        TargetType: 'AWS_ACCOUNT',
      } as const;
    }

    test('a role that the portal offers and the config doesn’t give', async () => {
      const rehearsed = await rehearseAfter(
        () => ssoAdmin().CreateAccountAssignment(assignmentIn(prod)),
        () => ssoAdmin().DeleteAccountAssignment(assignmentIn(prod)),
      );
      const beyond = `Developer in ${prod}: is offered, and not in the config`;
      expect(faultsOf(rehearsed)).toEqual([
        [ADA, 'portal', beyond],
        [BOB, 'portal', beyond],
      ]);
    });

    test('a role that the config gives and the portal doesn’t offer', async () => {
      const rehearsed = await rehearseAfter(
        () => ssoAdmin().DeleteAccountAssignment(assignmentIn(dev)),
        () => ssoAdmin().CreateAccountAssignment(assignmentIn(dev)),
      );
      const missing = `Developer in ${dev}: is not offered`;
      expect(faultsOf(rehearsed)).toEqual([
        [ADA, 'portal', missing],
        [BOB, 'portal', missing],
      ]);
    });

    test('a role that the portal offers and has no credentials for', async () => {
      const failed = failPortalOnce(operated.world, 'GetRoleCredentials');
      const rehearsed = await rehearse();
      expect(failed()).toBe(true);
      expect(faultsOf(rehearsed)).toEqual([[ADA, 'portal', `Administrator in ${dev}: refused by the test`]]);
      expect(rehearsed.signIns[0]).toMatchObject({ user: ADA, accounts: 3, roles: 3, agrees: false });
    });
  });
});

describe('before AWS knows anybody', () => {
  const pending = config();
  Object.assign(pending.entra, { provisioning: 'pending' });
  beforeAll(() => start(pending, { groups: [], users: [] }));
  afterAll(stop);

  test('people sign in by emergency access alone', async () => {
    const { signIns, untried } = await rehearse(pending);
    expect(signIns.map(({ user, lane, roles, agrees }) => [user, lane, roles, agrees])).toEqual([
      [ADA, 'emergency', 0, true],
      [ADA, 'emergency', 2, true],
      [EVE, 'emergency', 1, true],
    ]);
    expect(untried).toEqual([
      'Nobody signed in to the access portal: with `provisioning: pending`, AWS knows nobody yet.',
      'Only 2 people signed in: everybody else has the same access, or none.',
    ]);
  });
});
