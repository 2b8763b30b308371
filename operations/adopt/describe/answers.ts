/** What the clouds have answered so far, kept in a file: a description that was interrupted goes on from there. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../user-error.js';

/** Longer ago, the clouds may have changed too much since. */
const KEPT_FOR = 60 * 60_000;

/** In bytes: more than the clouds of any organization answer, and less than a text of Node's can hold. */
const LARGEST = 256 * 1024 * 1024;

/** Of whom the answers are, and since when. */
interface Head {
  readonly asked: Readonly<Record<string, string>>;
  readonly begun: string;
}

/**
 * One line of JSON an answer, each with a digest, so that one that was cut off or changed costs that answer
 * alone. It holds what anybody with read access sees, and no secret; only this user can read it (mode 0600).
 */
export class Answers {
  private readonly known = new Map<string, unknown>();
  /** When those that were there already were begun with; undefined where there were none. */
  readonly since?: Date;

  /**
   * @param file Such as `config/.prod.adopting.jsonl`.
   * @param asked What all answers are about: others are of no use.
   * @throws UserError for a file that isn't one of its own, and what the file system says where none can be written.
   */
  constructor(
    readonly file: string,
    asked: Readonly<Record<string, string>>,
    now: Date,
  ) {
    mkdirSync(dirname(file), { recursive: true });
    const [head, ...lines] = readOwn(file).split('\n').flatMap(parseLine);
    if (isOf(head, asked, now)) {
      for (const [key, answer] of lines as [string, unknown][]) this.known.set(key, answer);
      if (this.known.size > 0) this.since = new Date((head as Head).begun);
      return;
    }
    this.forget();
    this.append({ asked, begun: now.toISOString() });
  }

  /** Whether there is something to go on from. */
  get isEmpty(): boolean {
    return this.known.size === 0;
  }

  /** The answer that is known, or else what `ask` brings, which is known from then on. */
  async remember<T>(key: string, ask: () => Promise<T>): Promise<T> {
    if (this.known.has(key)) return this.known.get(key) as T;
    const answer = await ask();
    this.known.set(key, answer);
    try {
      this.append([key, answer]);
    } catch {
      // A full disk, perhaps: then the next run asks again, and this one tells it when the config can't be written.
    }
    return answer;
  }

  /** Deletes the file. */
  forget(): void {
    rmSync(this.file, { force: true });
  }

  private append(line: unknown): void {
    // The line before may have been cut off.
    appendFileSync(this.file, `\n${JSON.stringify([digest(line), line])}`, { mode: 0o600 });
  }
}

function isOf(head: unknown, asked: Head['asked'], now: Date): boolean {
  const { asked: of, begun = '' } = Object(head) as Partial<Head>;
  const age = now.getTime() - Date.parse(begun);
  return JSON.stringify(of) === JSON.stringify(asked) && age >= 0 && age < KEPT_FOR;
}

/** None for a line that isn't whole as it was written. */
function parseLine(line: string): unknown[] {
  try {
    const [stated, written] = JSON.parse(line) as unknown[];
    return stated === digest(written) ? [written] : [];
  } catch {
    return [];
  }
}

const digest = (line: unknown): string =>
  createHash('sha256').update(JSON.stringify(line)).digest('hex').slice(0, 16);

/** Empty where there is none, or one that is too large to go on from. What somebody else put there is not read, for it would be believed. */
function readOwn(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw notOwn(file);
  }
  try {
    const { uid, mode, size } = fstatSync(descriptor);
    const isOwn = (process.getuid?.() ?? uid) === uid && (mode & constants.S_IFMT) === constants.S_IFREG;
    if (!isOwn || (process.platform !== 'win32' && (mode & 0o077) !== 0)) throw notOwn(file);
    return size > LARGEST ? '' : readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

const notOwn = (file: string): UserError =>
  new UserError(
    `${file} is not a file that this program kept its answers in: those are regular ones that only you can read. Delete it, and run this again.`,
  );
