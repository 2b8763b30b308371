/** People sign in on the sandbox by both lanes, and what they are offered is held against the config. */
import type { Environment } from '../model/environment.js';
import { certificateName } from '../stacks/entra/display-names.js';
import { METADATA_OUTPUT } from '../stacks/names.js';
import type { Context } from './context.js';
import type { Stack } from './prepare-stack.js';
import { runTerraform } from './run-terraform.js';
import type { Offer, RoleInAccount, Sandbox } from './sandbox.js';
import { chooseDifferent, differences, expectSignIn, type Expectation } from './sign-in-expectations.js';
import { isPending, untriedSignIns } from './untried-sign-ins.js';

/** A person at one lane. */
export interface SignIn {
  readonly user: string;
  readonly lane: 'portal' | 'emergency';
  /** In how many accounts a role let the person in. */
  readonly accounts: number;
  /** How many roles did. */
  readonly roles: number;
  /** Why nothing was offered, in the words that the person sees. */
  readonly refused?: string;
  /** What isn't as the config says, role by role. */
  readonly faults: readonly string[];
  /** Whether all is as the config says, exactly. */
  readonly agrees: boolean;
}

export interface SignIns {
  readonly signIns: readonly SignIn[];
  /** What nobody tried, and why: sentences. */
  readonly untried: readonly string[];
}

const PEOPLE = 3;
/** Entra's codes: the application is disabled; the person isn't assigned to it. */
const DISABLED = 'AADSTS7000112';
const NOT_ASSIGNED = 'AADSTS50105';

/**
 * Does by hand what has no API or no provider, with the values that the stack gives: activates the certificates, and
 * has AWS take Entra's metadata. Then people of different access sign in, and enter every role that they are offered.
 * Emergency access that is off must refuse them, is switched on for the drill, and off again; it needs no provisioning.
 *
 * @param unprovisioned User principal names of those whom AWS doesn't know: nobody signs in as them.
 */
export async function rehearseSignIns(
  stack: Stack,
  context: Context,
  sandbox: Sandbox,
  unprovisioned: readonly string[],
): Promise<SignIns> {
  const { environment } = stack;
  context.progress.stage('Signing in');
  await connect(stack, context, sandbox);
  return signInDifferent(environment, sandbox, unprovisioned, PEOPLE);
}

/** So many people of different access sign in and enter every role that they are offered, as `rehearseSignIns` has them. */
export async function signInDifferent(
  environment: Environment,
  sandbox: Sandbox,
  unprovisioned: readonly string[],
  most: number,
): Promise<SignIns> {
  const expectations = (await sandbox.people())
    .filter(({ enabled, userPrincipalName }) => enabled && !unprovisioned.includes(userPrincipalName))
    .map((person) => expectSignIn(environment, person));
  const people = chooseDifferent(expectations, most);
  const portal = await inTurn(isPending(environment) ? [] : people, async ({ person, portal }) =>
    judge(person.userPrincipalName, 'portal', await sandbox.signIn(person.userPrincipalName), portal),
  );
  return {
    signIns: [...portal, ...(await drill(environment, sandbox, people))],
    untried: untriedSignIns(environment, people, most),
  };
}

async function connect({ environment, folder }: Stack, context: Context, sandbox: Sandbox): Promise<void> {
  const { entra, emergencyAccess } = environment.config;
  for (const application of [entra.application, emergencyAccess?.application]) {
    if (application === undefined) continue;
    const { displayName, activeCertificate, certificates } = application;
    await sandbox.activateCertificate(displayName, certificateName(activeCertificate, certificates));
  }
  const metadata = await runTerraform(context, folder, ['output', '-raw', METADATA_OUTPUT]);
  await sandbox.changeIdentitySource(metadata.stdout);
}

/** What a test of emergency access is in real life too. */
async function drill(
  { config: { emergencyAccess } }: Environment,
  sandbox: Sandbox,
  people: readonly Expectation[],
): Promise<SignIn[]> {
  if (emergencyAccess === undefined) return [];
  const { application, enabled } = emergencyAccess;
  const attempt = (user: string) => sandbox.signInToConsole(user, application.displayName);
  const whileOff = enabled
    ? []
    : await inTurn(people.filter(({ console }) => console.length > 0).slice(0, 1), async ({ person }) => {
        const offer = await attempt(person.userPrincipalName);
        return judge(person.userPrincipalName, 'emergency', offer, [], DISABLED);
      });
  try {
    if (!enabled) await sandbox.enable(application.displayName, true);
    const whileOn = await inTurn(people, async ({ person, console }) =>
      judge(person.userPrincipalName, 'emergency', await attempt(person.userPrincipalName), console),
    );
    return [...whileOff, ...whileOn];
  } finally {
    if (!enabled) await sandbox.enable(application.displayName, false);
  }
}

/** @param refusal The code that who is to be offered nothing is to be refused with. */
function judge(
  user: string,
  lane: SignIn['lane'],
  offer: Offer,
  expected: readonly RoleInAccount[],
  refusal = NOT_ASSIGNED,
): SignIn {
  if ('refused' in offer) {
    const { refused } = offer;
    const agrees = expected.length === 0 && refused.startsWith(`${refusal}:`);
    return { user, lane, accounts: 0, roles: 0, refused, faults: agrees ? [] : [refused], agrees };
  }
  const accounts = new Set(offer.roles.map(({ account }) => account)).size;
  const faults = differences(offer, expected);
  return { user, lane, accounts, roles: offer.roles.length, faults, agrees: faults.length === 0 };
}

/** One after the other: there is one visitor. */
async function inTurn<T, R>(items: readonly T[], each: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await each(item));
  return results;
}
