/** The sandbox as a process of its own: the product starts it and knows nothing else of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const ROOT = join(__dirname, '..');
const PROGRAM = join(ROOT, 'sandbox', 'main.ts');
const SEED = join(ROOT, 'sandbox', 'organization.yaml');

export interface Sandbox {
  /** What to put into the environment of Terraform, so that it works on the sandbox. */
  readonly variables: Readonly<Record<string, string>>;
  /** What was made in the two clouds beyond how they stood at the start. */
  made(): Promise<Made>;
  /** Lets so much time pass there: what is due by then runs, such as a provisioning cycle. */
  pass(minutes: number): Promise<void>;
  /** What provisioning has brought to AWS, and whom it couldn't bring. */
  provisioned(): Promise<Provisioned>;
}

export interface Made {
  readonly made: readonly string[];
  /** The groups and users that provisioning brought to AWS. */
  readonly provisioned: readonly string[];
}

export interface Provisioned {
  readonly groups: number;
  readonly users: number;
  readonly failed: readonly { readonly type: string; readonly name: string; readonly reason: string }[];
}

/** Starts the sandbox, runs `use` once it is ready, and ends it whatever happens. */
export async function withSandbox<T>(use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  // A process group of its own: Ctrl-C must not end it before Terraform, which works on it, has stopped.
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(require.resolve('tsx')).href, PROGRAM, SEED],
    { detached: true },
  );
  child.stderr.pipe(process.stderr, { end: false });
  const exited = once(child, 'exit');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    const { environment: variables } = await readAnswer<{ environment: Record<string, string> }>(answers);
    const ask = <T>(question: object): Promise<T> => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return readAnswer<T>(answers);
    };
    return await use({
      variables,
      made: () => ask<Made>({ ask: 'made' }),
      pass: async (minutes) => {
        await ask({ ask: 'pass', minutes });
      },
      provisioned: async () =>
        (await ask<{ provisioning: Provisioned }>({ ask: 'provisioning' })).provisioning,
    });
  } finally {
    child.stdin.end();
    await exited;
  }
}

async function readAnswer<T>(answers: AsyncIterator<string>): Promise<T> {
  const next = await answers.next();
  if (next.done === true) throw new Error('The sandbox ended without an answer.');
  return JSON.parse(next.value) as T;
}
