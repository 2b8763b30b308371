/**
 * The sandbox as a process of its own: `main.ts <seed.yaml>`.
 *
 * Once it is ready it prints one line of JSON, `{"environment":{…}}`: the variables that point Terraform at it. Then
 * it answers a line for each line of its standard input, and stops at the end of it, or by SIGTERM or SIGINT.
 *
 * - `{"ask":"made"}` with `{"made":[…],"provisioned":[…]}`: what was made in both clouds beyond their seed, and the
 *   groups and users that provisioning brought to AWS.
 * - `{"ask":"pass","minutes":40}` with `{"passed":40}`: the world's time has moved on, and what fell due is done.
 * - `{"ask":"provisioning"}` with `{"provisioning":{"groups":…,"users":…,"members":…,"failed":[…],"quarantine":…}}`: what
 *   Entra has provisioned to AWS, each object that failed with its name, type and reason, and why the job is in
 *   quarantine, or null.
 *
 * Exit codes: 0 stopped, 1 the seed can't be used (standard error says why).
 */
import { createInterface } from 'node:readline';
import { startSandbox, type Sandbox } from './start.js';
import { loadSeed, SeedError } from './world/load-seed.js';

/** In milliseconds. */
const MINUTE = 60_000;

async function main(seedFile: string | undefined): Promise<void> {
  if (seedFile === undefined) throw new SeedError('Which seed? Say: main.ts <seed.yaml>');
  const sandbox = await startSandbox(await loadSeed(seedFile));
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

const QUESTIONS = '{"ask":"made"}, {"ask":"pass","minutes":40} or {"ask":"provisioning"}';

async function answer({ world }: Sandbox, line: string): Promise<object> {
  const { ask, minutes } = asked(line);
  if (ask === 'made')
    return { made: [...world.entra.made(), ...world.aws.made()], provisioned: world.aws.provisioned() };
  if (ask === 'provisioning') return { provisioning: world.entra.synchronization.summaryOfAll() };
  if (ask === 'pass' && typeof minutes === 'number' && minutes >= 0) {
    await world.clock.advance(minutes * MINUTE);
    return { passed: minutes };
  }
  return { error: `What the sandbox can be asked: ${QUESTIONS}` };
}

function asked(line: string): { readonly ask?: unknown; readonly minutes?: unknown } {
  try {
    return Object(JSON.parse(line)) as object;
  } catch {
    return {};
  }
}

function print(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

main(process.argv[2]).catch((error: unknown) => {
  if (!(error instanceof SeedError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
