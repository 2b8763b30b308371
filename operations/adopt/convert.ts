/** From another tool's files to config files: read all, then write all, or nothing. */
import { join } from 'node:path';
import { HANDLE_PATTERN } from '../../model/config.js';
import { indexAccounts, resolveLines } from '../../model/targets.js';
import { quote } from '../../model/text.js';
import { UserError } from '../user-error.js';
import { assembleDraft, placementOf } from './assemble-draft.js';
import { AccountDirectory, readAccountsFile } from './converters/account-directory.js';
import { awsIa } from './converters/aws-ia.js';
import { cloudposse } from './converters/cloudposse.js';
import type { Converter } from './converters/converter.js';
import { readInputs } from './converters/inputs.js';
import { lza } from './converters/lza.js';
import { pipeline } from './converters/pipeline.js';
import type { ConfigDraft, Unexpressed } from './draft.js';
import { type ConfigFiles, renderConfig } from './write-config.js';
import { writeNewFiles } from './write-new-files.js';

export const FORMATS = { 'aws-ia': awsIa, cloudposse, pipeline, lza } satisfies Record<string, Converter>;

export type Format = keyof typeof FORMATS;

export interface ConversionRequest {
  readonly environment: string;
  readonly format: Format;
  /** Files, and folders that hold some. */
  readonly paths: readonly string[];
  /** A file with `aws.accounts` of the organization. */
  readonly accounts?: string;
  /** The config folder. */
  readonly folder: string;
}

export interface Conversion {
  readonly environment: string;
  /** How many of each there are. */
  readonly counts: Readonly<
    Record<'accounts' | 'groups' | 'users' | 'permissionSets' | 'accessLines' | 'grants', number>
  >;
  readonly files: readonly string[];
  readonly placeholders: readonly Placeholder[];
  readonly unexpressed: readonly Unexpressed[];
}

/** What a person must fill in. */
export interface Placeholder {
  readonly file: string;
  readonly line: number;
  /** The line, such as `tenantId: <FILL-IN>`. */
  readonly text: string;
}

/** Throws a UserError or ProblemsError for what can't be read, and for files that are there already: then nothing was written. */
export async function convert({
  environment,
  format,
  paths,
  accounts,
  folder,
}: ConversionRequest): Promise<Conversion> {
  if (!HANDLE_PATTERN.test(environment))
    throw new UserError(
      `${quote(environment)} can't be an environment's name: a letter, then letters, digits or hyphens, 63 characters at most.`,
    );
  const { endings, source, convert: read } = FORMATS[format];
  const directory = new AccountDirectory();
  if (accounts !== undefined) directory.addOrganization(readAccountsFile(accounts));
  const draft = assembleDraft(await read(environment, readInputs(paths, endings), directory));
  const files = renderConfig(draft, source);
  writeNewFiles(folder, environment, files);
  return {
    environment,
    counts: countAll(draft),
    files: [...files.keys()].map((path) => join(folder, path)),
    placeholders: findPlaceholders(folder, files),
    unexpressed: draft.unexpressed,
  };
}

export function countAll({
  accounts,
  groups,
  users,
  permissionSets,
  access,
}: ConfigDraft): Conversion['counts'] {
  const size = (map: object) => Object.keys(map).length;
  const lines = resolveLines(access.entries(), indexAccounts(Object.entries(accounts).map(placementOf)));
  const grants = lines.map(
    ({ line, accounts: reached }) =>
      ((line.groups?.length ?? 0) + (line.users?.length ?? 0)) * line.permissionSets.length * reached.length,
  );
  return {
    accounts: size(accounts),
    groups: size(groups),
    users: size(users),
    permissionSets: size(permissionSets),
    accessLines: access.length,
    grants: grants.reduce((sum, count) => sum + count, 0),
  };
}

export const findPlaceholders = (folder: string, files: ConfigFiles): Placeholder[] =>
  [...files].flatMap(([path, text]) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        path.endsWith('.yaml') && /^\s*[^\s#].*FILL-IN/.test(line)
          ? [{ file: join(folder, path), line: index + 1, text: line.trim() }]
          : [],
      ),
  );
