/**
 * The sandbox as a process of its own: `main.ts <seed.yaml>`.
 *
 * Once it is ready it prints one line of JSON, `{"environment":{…}}`: the variables that point Terraform and the vendors'
 * own clients at it. Then it answers a line for each line of its standard input, and stops at the end of it, or by
 * SIGTERM or SIGINT.
 *
 * - `{"ask":"made"}` with `{"made":[…],"provisioned":[…]}`: what was made in both clouds beyond their seed, and the
 *   groups and users that provisioning brought to AWS.
 * - `{"ask":"written"}` with `{"written":["ssoAdmin.CreatePermissionSet",…]}`: the calls that reached the clouds and that weren't
 *   there to read.
 * - `{"ask":"pass","minutes":40}` with `{"passed":40}`: the world's time has moved on, and what fell due is done.
 * - `{"ask":"provisioning"}` with `{"provisioning":{"groups":…,"users":…,"members":…,"failed":[…],"quarantine":…}}`: what
 *   Entra has provisioned to AWS, each object that failed with its name, type and reason, and why the job is in
 *   quarantine, or null.
 * - `{"ask":"people"}` with `{"people":[{"userPrincipalName":…,"enabled":…,"groups":[{"id":…,"displayName":…}]}]}`: Entra's
 *   users, with the groups that they are direct members of.
 * - `{"ask":"addresses"}` with `{"portal":…,"myApps":…,"console":…,"password":…}`: where a person signs in by hand, and
 *   everybody's password.
 * - `{"ask":"activateCertificate","application":…,"certificate":"CN=…"}` with `{"activated":…}`, its thumbprint: what a person
 *   does in Entra. Applications are asked for by display name, here and below.
 * - `{"ask":"changeIdentitySource","metadata":…}` with `{"changed":true}`: what a person does in AWS's console.
 * - `{"ask":"enable","application":…,"enabled":true}` with `{"enabled":true}`: whether people can sign in to it.
 * - `{"ask":"signIn","user":…}` with `{"roles":[{"account":…,"role":…}],"failed":[{"account":…,"role":…,"reason":…}]}`: of the
 *   roles that the access portal offers, those that it gives credentials for, and those that it doesn't, with what the
 *   page says. Or `{"refused":…}`: what the page says to somebody who doesn't get as far.
 * - `{"ask":"signInToConsole","user":…,"application":…}` with the same: of the roles that the console lets this user choose
 *   from, those that open it. Each is tried with a sign-in of its own.
 *
 * Where it can't be done, the answer is `{"error":…}`.
 *
 * With a number in `SANDBOX_FAULTS`, something goes wrong that is drawn from it; standard error says what.
 *
 * Exit codes: 0 stopped, 2 the seed or the number can't be used (standard error says why).
 */
import { createInterface } from 'node:readline';
import { answer } from './questions.js';
import { startSandbox } from './start.js';
import { drawFault } from './world/faults/draw-faults.js';
import { describeFault } from './world/faults/fault.js';
import { Faults } from './world/faults/faults.js';
import { createRandom } from './world/faults/random.js';
import { loadSeed, SeedError } from './world/load-seed.js';

async function main(seedFile: string | undefined): Promise<void> {
  if (seedFile === undefined) throw new SeedError('Which seed? Say: main.ts <seed.yaml>');
  const faults = faultsOf(process.env['SANDBOX_FAULTS']);
  const sandbox = await startSandbox(await loadSeed(seedFile), {
    clients: true,
    ...(faults ? { faults } : {}),
  });
  const input = createInterface({ input: process.stdin });
  const stop = () => {
    input.close();
    process.stdin.destroy();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  print({ environment: sandbox.environment });
  for await (const line of input) print(await answer(sandbox, line));
  await sandbox.stop();
  process.exit(); // whatever is still asleep on the world's clock sleeps in vain
}

function faultsOf(seed: string | undefined): Faults | undefined {
  if (!seed) return undefined;
  if (!/^\d+$/.test(seed)) throw new SeedError('SANDBOX_FAULTS must be a whole number from 0, such as 7.');
  const fault = drawFault(createRandom(Number(seed)));
  process.stderr.write(`The sandbox will fail: ${describeFault(fault)}.\n`);
  return new Faults([fault]);
}

function print(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

main(process.argv[2]).catch((error: unknown) => {
  if (!(error instanceof SeedError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2; // Node.js ends with 1 by itself where this program has a bug
});
