import type { Findings } from '../findings.js';
import type { AccountDirectory } from './account-directory.js';
import type { InputFile } from './inputs.js';

/** What another tool's files say, in words of the config. */
export interface Converter {
  /** What the files are called, such as `inputs of aws-ia’s module`. */
  readonly source: string;
  /** How the names of files end that it looks at in a folder. */
  readonly endings: readonly string[];
  /** Throws a UserError where the files aren't that tool's, and a ProblemsError for what can't be read. */
  convert(environment: string, files: readonly InputFile[], accounts: AccountDirectory): Promise<Findings>;
}
