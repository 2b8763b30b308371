/** Whether files with new texts hold the accounts that they are to hold, and whether the config passes its rules then. */
import { isDeepStrictEqual } from 'node:util';
import type { AccountConfig } from '../../model/config.js';
import { readDraft } from '../../model/draft.js';
import type { Environment } from '../../model/environment.js';
import { type Problem, renderPlace } from '../../model/problem.js';
import { RULES_OF_PARTS, RULES_OF_WHOLE } from '../../model/rules/index.js';
import { locationOf, nodeAt, placeAt, type SourceMap, toValue } from '../../model/source/node.js';
import { parseYaml } from '../../model/source/parse-yaml.js';
import { unite } from '../../model/source/unite.js';
import { indexAccounts, resolveLines } from '../../model/targets.js';
import { listAll } from '../../model/text.js';
import { validateSchema } from '../../model/validate-schema.js';
import { UserError } from '../user-error.js';
import { type AccountFile, ACCOUNTS } from './account-files.js';

interface Texts {
  /** The united config as it stands. */
  readonly root: SourceMap;
  readonly files: readonly AccountFile[];
  /** By path. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the files are to hold. */
  readonly accounts: Readonly<Record<string, AccountConfig>>;
  readonly today: Date;
}

/** Errors alone. Throws a UserError where the texts don't hold the accounts: what stands behind an alias is in the way. */
export function checkTexts(
  environment: Environment,
  { root, files, texts, accounts, today }: Texts,
): Problem[] {
  const read = readAccounts(files, texts);
  const after = read === undefined ? root : withAccounts(root, read);
  const value = toValue(after);
  const { config, problems } = validateSchema(after, value, true);
  const held = config?.aws.accounts ?? {};
  if (read === undefined || (config !== undefined && !same(held, accounts)))
    throw new UserError(refusal(root, held, accounts));
  if (config === undefined) return problems;
  const draft = readDraft(value);
  const index = indexAccounts(draft.placements);
  const input = {
    draft,
    value,
    stem: environment.name,
    today,
    metadata: { metadata: environment.serviceProvider },
    inlinePolicies: new Map(
      Object.entries(environment.inlinePolicies).map(([handle, text]) => [handle, { text }]),
    ),
    accounts: index,
    lines: resolveLines(draft.access, index),
    locate: (path: readonly (string | number)[]) => locationOf(placeAt(after, path)),
  };
  return [...RULES_OF_PARTS, ...RULES_OF_WHOLE]
    .flatMap((rule) => rule(input))
    .filter(({ severity }) => severity === 'error');
}

/** `aws.accounts` of all files; undefined where a text is no YAML any more, or has a key twice. */
function readAccounts(
  files: readonly AccountFile[],
  texts: ReadonlyMap<string, string>,
): SourceMap | undefined {
  const problems: Problem[] = [];
  const roots = files.flatMap(({ path, name, text }) => {
    const parsed = parseYaml(path, name, (texts.get(path) ?? text).replace(/^\uFEFF/, ''));
    problems.push(...parsed.problems);
    const node = parsed.root && nodeAt(parsed.root, ACCOUNTS);
    return parsed.root === undefined || node?.kind !== 'map' ? [] : [only(parsed.root, node)];
  });
  const [first, ...others] = roots;
  if (first === undefined) return undefined;
  const accounts = nodeAt(
    others.reduce((all, root) => unite(all, root, problems), first),
    ACCOUNTS,
  );
  return problems.length > 0 || accounts?.kind !== 'map' ? undefined : accounts;
}

/** The file's tree with nothing but its accounts. */
const only = (root: SourceMap, accounts: SourceMap): SourceMap => ({
  ...root,
  entries: new Map([['aws', { ...root, entries: new Map([['accounts', accounts]]) }]]),
});

function withAccounts(root: SourceMap, accounts: SourceMap): SourceMap {
  const aws = root.entries.get('aws');
  if (aws?.kind !== 'map') return root;
  return {
    ...root,
    entries: new Map([
      ...root.entries,
      ['aws', { ...aws, entries: new Map([...aws.entries, ['accounts', accounts]]) }],
    ]),
  };
}

type Accounts = Readonly<Record<string, AccountConfig>>;

const plain = ({ tags, ...account }: AccountConfig) => ({ ...account, tags: { ...tags } });

const same = (one: Accounts, other: Accounts): boolean => differing(one, other).length === 0;

const differing = (one: Accounts, other: Accounts): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((handle) => {
    const [a, b] = [one[handle], other[handle]];
    return a === undefined || b === undefined ? a !== b : !isDeepStrictEqual(plain(a), plain(b));
  });

function refusal(root: SourceMap, held: Accounts, wanted: Accounts): string {
  const places = differing(held, wanted).map(
    (handle) => `${handle} (${renderPlace(locationOf(placeAt(root, [...ACCOUNTS, handle])))})`,
  );
  return `These accounts can't be changed here, for they share parts with others by aliases or merge keys, or stand in a way that is too unusual: ${listAll(places)}. Change them by hand, or write them out. Nothing was written.`;
}
