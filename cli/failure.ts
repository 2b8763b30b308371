/** What a failure looks like to whoever runs the program, and what the process ends with. */
import { CommanderError } from 'commander';
import { renderProblems } from '../model/problem.js';
import { CloudError } from '../operations/clouds/cloud-error.js';
import { InterruptedError } from '../operations/interrupted-error.js';
import { OutsideError } from '../operations/outside-error.js';
import { ProblemsError } from '../operations/problems-error.js';
import { TerraformError } from '../operations/terraform-error.js';
import { UserError } from '../operations/user-error.js';
import { ExitCode } from './exit-codes.js';

export interface Failure {
  readonly exitCode: ExitCode;
  /** For people, on stderr; empty where it has been said already. */
  readonly text: string;
  /** For programs, on stdout. */
  readonly data: unknown;
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof ProblemsError) {
    return {
      exitCode: ExitCode.UserProblem,
      text: renderProblems(error.problems),
      data: { problems: error.problems },
    };
  }
  if (error instanceof UserError) {
    return {
      exitCode: ExitCode.UserProblem,
      text: title(error.message),
      data: { error: { kind: 'user', message: error.message } },
    };
  }
  if (error instanceof CommanderError) {
    const message =
      error.code === 'commander.help' ? 'Which command?' : error.message.replace(/^error: /, '');
    const exitCode = error.exitCode === 0 ? ExitCode.Fine : ExitCode.UserProblem;
    return { exitCode, text: '', data: { error: { kind: 'user', message } } };
  }
  if (error instanceof InterruptedError) {
    const { message, output, apply } = error;
    return {
      exitCode: ExitCode.Interrupted,
      text: `${output}\n${message}`.trim(),
      data: { error: { kind: 'interrupted', message, output, ...(apply && { apply }) } },
    };
  }
  if (error instanceof OutsideError) {
    const { message, command, output } = error;
    const text = [
      title(message),
      '',
      output,
      '',
      `${error instanceof CloudError ? 'The request' : 'The command'} was: ${command}`,
    ].join('\n');
    return {
      exitCode: ExitCode.OutsideFailed,
      text,
      data: { error: { kind: 'outside', message, command, output, ...applyOf(error) } },
    };
  }
  if (isRefusedWrite(error)) {
    const message = `This program can't write where it needs to: ${error.message}${WAYS_OUT[error.code ?? ''] ?? ''}`;
    return {
      exitCode: ExitCode.UserProblem,
      text: title(message),
      data: { error: { kind: 'user', message } },
    };
  }
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  const text = `${title('This is a bug of this program, not a mistake of yours.')}\nPlease report it with what follows and what you ran.\n\n${stack}`;
  return { exitCode: ExitCode.OurBug, text, data: { error: { kind: 'bug', message, stack } } };
}

/** What the file system refuses for reasons of its own. This program reads nothing without minding errors. */
const REFUSED_WRITES = [
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
];

/** Nothing has been changed by then, or what was is in the state: the same command goes on. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  ENOSPC: '\n  The disk is full. Make room, then run the same command again.',
  EDQUOT: '\n  Your quota of the disk is used up. Make room, then run the same command again.',
};

const applyOf = (error: OutsideError) =>
  error instanceof TerraformError && error.apply !== undefined ? { apply: error.apply } : {};

function isRefusedWrite(error: unknown): error is NodeJS.ErrnoException {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  return error instanceof Error && !syscall?.startsWith('spawn') && REFUSED_WRITES.includes(code);
}

const title = (text: string) => `Error: ${text}`;
