/** Conversions for tests: files in a folder of their own, converted, filled in, and loaded as the program loads them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from '../../../model/environment.js';
import { loadEnvironment } from '../../../model/load.js';
import { renderProblems } from '../../../model/problem.js';
import { type Conversion, convert, type Format } from '../../../operations/adopt/convert.js';
import { ProblemsError } from '../../../operations/problems-error.js';
import { METADATA, TODAY } from '../../helpers/config.js';

export type Files = Readonly<Record<string, string>>;

export interface Workplace {
  /** Where the other tool's files are. */
  readonly files: string;
  /** The config folder. */
  readonly config: string;
  remove(): void;
}

export function createWorkplace(files: Files): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'convert-test-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'files', path)), { recursive: true });
    writeFileSync(join(folder, 'files', path), text);
  }
  return {
    files: join(folder, 'files'),
    config: join(folder, 'config'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export const convertAll = (
  { files, config }: Workplace,
  format: Format,
  accounts?: string,
): Promise<Conversion> =>
  convert({
    environment: 'prod',
    format,
    paths: [files],
    folder: config,
    ...(accounts === undefined ? {} : { accounts: join(files, accounts) }),
  });

/** The files' name and line, whatever folder they are in. */
export const short = (text: string): string =>
  text.replace(/[^\s(]*convert-test-[^/]+\/(files|config)\//g, '');

/** What stands there in place of what nobody but a person can know. */
const FILLED: readonly (readonly [RegExp, string])[] = [
  [/state: .*/, 'state: { http: {} }'],
  [/tenantId: .*/, 'tenantId: 3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40'],
  [/displayName: .*/, 'displayName: AWS IAM Identity Center'],
  [/certificates: .*/, "certificates: { c2026: { endDate: '2029-06-30' } }"],
  [/activeCertificate: .*/, 'activeCertificate: c2026'],
  [/region: .*/, 'region: eu-west-1'],
  [/account: <FILL-IN>.*/, "account: '999999999999'"],
  [/kind: <FILL-IN>.*/, 'kind: delegated'],
  [/portalUrl: .*/, 'portalUrl: https://test.awsapps.com/start'],
];

/** Fills in what every environment needs, and what a test says of its own, by file. */
export function fill(
  { config }: Workplace,
  others: Readonly<Record<string, (text: string) => string>> = {},
): void {
  const edits = {
    'prod.yaml': (text: string) =>
      FILLED.reduce((filled, [pattern, value]) => filled.replace(pattern, value), text),
    ...others,
  };
  for (const [path, edit] of Object.entries(edits)) {
    const file = join(config, path);
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
  }
  writeFileSync(join(config, 'prod/aws-saml-metadata.xml'), METADATA);
}

/** Another deployer than what `fill` wrote. */
export function writeDeployer({ config }: Workplace, account: string, kind: string): void {
  const file = join(config, 'prod.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text
      .replace("account: '999999999999'", `account: '${account}'`)
      .replace('kind: delegated', `kind: ${kind}`),
  );
}

/** @throws Error with the problems where there is an error. */
export function load({ config }: Workplace): Environment {
  const { environment, problems } = loadEnvironment(config, 'prod', { today: TODAY });
  if (environment === undefined) throw new Error(renderProblems(problems));
  return environment;
}

/** `group Developers: Developer in 111122223333`, by the names in the clouds. */
export const grantsOf = ({ config, access }: Environment): string[] =>
  access.grants
    .map(({ principal: { type, handle }, permissionSet, account }) => {
      const who =
        type === 'GROUP'
          ? `group ${config.groups[handle]?.name ?? handle}`
          : `user ${config.users[handle]?.userPrincipalName ?? handle}`;
      return `${who}: ${config.permissionSets[permissionSet]?.name ?? permissionSet} in ${config.aws.accounts[account]?.id ?? account}`;
    })
    .sort();

/** Every problem that `check` tells of the written config. */
export const problemsOf = ({ config }: Workplace): string =>
  short(renderProblems(loadEnvironment(config, 'prod', { today: TODAY }).problems));

/** What a refused conversion says. */
export async function refusal(workplace: Workplace, format: Format, accounts?: string): Promise<string> {
  try {
    await convertAll(workplace, format, accounts);
  } catch (failure) {
    return short(
      failure instanceof ProblemsError ? renderProblems(failure.problems) : (failure as Error).message,
    );
  }
  throw new Error('it was converted');
}
