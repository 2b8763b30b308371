/** What is wrong with a config, in the reader's words and at the reader's line. */
import { compareText } from './text.js';

/** A place in a config file. */
export interface Location {
  /** The file, relative to the working directory, with forward slashes. */
  readonly file: string;
  /** Starts at 1; 0 where the file or folder as a whole is meant. */
  readonly line: number;
  /** The path within that file, such as `access[2].permissionSets[0]`. Empty for the file as a whole. */
  readonly path: string;
}

export interface Problem {
  /** `error`: nothing is written. `warning`: said, and work goes on. */
  readonly severity: 'error' | 'warning';
  readonly location: Location;
  /** What is wrong, with the value. One sentence, with its full stop. */
  readonly message: string;
  /** What is allowed, and what to do: whole sentences. */
  readonly advice?: string;
}

export const error = (location: Location, message: string, advice?: string): Problem => ({
  severity: 'error',
  location,
  message,
  advice,
});

export const warning = (location: Location, message: string, advice?: string): Problem => ({
  severity: 'warning',
  location,
  message,
  advice,
});

/** `config/prod.yaml:14`, or the file alone where it is meant as a whole. */
export function renderPlace({ file, line }: Location): string {
  return line === 0 ? file : `${file}:${line}`;
}

/** Sorted by file and line, each once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const once = new Map(problems.map((problem) => [renderProblem(problem), problem]));
  return [...once.values()].sort(
    ({ location: a }, { location: b }) => compareText(a.file, b.file) || a.line - b.line,
  );
}

/**
 * All problems, sorted by file and line, then their count:
 *
 *     config/prod.yaml:14 access[2].permissionSets[0]: "ReadOnlyy" is not defined.
 *       Defined: Administrator, ReadOnly. Did you mean "ReadOnly"?
 *
 *     1 error.
 */
export function renderProblems(problems: readonly Problem[]): string {
  if (problems.length === 0) return 'No problems.';
  const sorted = sortProblems(problems);
  const errors = sorted.filter(({ severity }) => severity === 'error').length;
  const warnings = sorted.length - errors;
  const count = [...countOf(errors, 'error'), ...countOf(warnings, 'warning')].join(', ');
  return [...sorted.map(renderProblem), '', `${count}.`].join('\n');
}

function renderProblem({ severity, location, message, advice }: Problem): string {
  const place = [renderPlace(location), location.path].filter(Boolean).join(' ');
  const kind = severity === 'warning' ? 'warning: ' : '';
  return `${place}: ${kind}${message}${advice === undefined ? '' : `\n  ${advice}`}`;
}

const countOf = (count: number, what: string) =>
  count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`];
