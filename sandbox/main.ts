/**
 * The sandbox as a process of its own: `main.ts <seed.yaml>`.
 *
 * Once it is ready it prints one line of JSON, `{"environment":{…}}`: the variables that point Terraform at it. Then
 * it answers a line for each line of its standard input: `{"ask":"made"}` with `{"made":[…]}`, what both clouds hold
 * beyond their seed. It stops at the end of its input, or by SIGTERM or SIGINT.
 *
 * Exit codes: 0 stopped, 1 the seed can't be used (standard error says why).
 */
import { createInterface } from 'node:readline';
import { startSandbox, type Sandbox } from './start.js';
import { loadSeed, SeedError } from './world/load-seed.js';

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
  for await (const line of input) print(answer(sandbox, line));
  await sandbox.stop();
  process.exit(); // whatever is still asleep on the world's clock sleeps in vain
}

function answer({ world }: Sandbox, line: string): object {
  if (asked(line) !== 'made') return { error: 'What the sandbox can be asked: {"ask":"made"}' };
  return { made: [...world.entra.made(), ...world.aws.made()] };
}

function asked(line: string): unknown {
  try {
    return (JSON.parse(line) as { ask?: unknown } | null)?.ask;
  } catch {
    return undefined;
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
