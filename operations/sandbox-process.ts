/** The sandbox as a process of its own: the product starts it and knows nothing else of it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const ROOT = join(__dirname, '..');
const PROGRAM = join(ROOT, 'sandbox', 'main.ts');
const SEED = join(ROOT, 'sandbox', 'organization.yaml');

export class SandboxProcess {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: AsyncIterator<string>,
    /** What to put into the environment of Terraform, so that it works on the sandbox. */
    readonly variables: Readonly<Record<string, string>>,
  ) {}

  /** Starts it and waits until it is ready. */
  static async start(): Promise<SandboxProcess> {
    // A process group of its own: Ctrl-C must not end it before Terraform, which works on it, has stopped.
    const child = spawn(process.execPath, ['--import', pathToFileURL(require.resolve('tsx')).href, PROGRAM, SEED], { detached: true });
    child.stderr.pipe(process.stderr, { end: false });
    const lines = readLines(createInterface({ input: child.stdout }));
    const { environment } = await readAnswer<{ environment: Record<string, string> }>(lines);
    return new SandboxProcess(child, lines, environment);
  }

  /** What the two clouds hold beyond how they stood at the start. */
  async made(): Promise<readonly unknown[]> {
    this.child.stdin.write('{"ask":"made"}\n');
    return (await readAnswer<{ made: unknown[] }>(this.lines)).made;
  }

  /** Ends it and waits until it has. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.stdin.end();
    await exited;
  }
}

const readLines = (lines: Interface): AsyncIterator<string> => lines[Symbol.asyncIterator]();

async function readAnswer<T>(lines: AsyncIterator<string>): Promise<T> {
  const next = await lines.next();
  if (next.done === true) throw new Error('The sandbox ended without an answer.');
  return JSON.parse(next.value) as T;
}
