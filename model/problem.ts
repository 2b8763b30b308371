/** What is wrong with a config, in the reader's words and at the reader's line. */

/** A place in a config file. */
export interface Location {
  /** The file, relative to the working directory. */
  readonly file: string;
  /** Starts at 1. */
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
