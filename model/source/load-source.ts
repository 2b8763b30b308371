/** An environment's own file and the files it includes, read and united. */
import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import { isDynamicPattern } from 'tinyglobby';
import { error, warning, type Problem } from '../problem.js';
import { LARGEST_CONFIG_FILE, readText } from '../read-text.js';
import { quote } from '../text.js';
import { findFiles, folderOf } from './find-files.js';
import { locationOf, type ParsedFile, type SourceMap, type SourceNode } from './node.js';
import { parseYaml } from './parse-yaml.js';
import { refuseOutside } from './reach.js';
import { unite } from './unite.js';

/** A path as people are told it: relative to the working directory, with forward slashes. */
export function nameOf(path: string): string {
  return relative(process.cwd(), path).split(sep).join('/') || '.';
}

/** Included files come in the order listed, and within one pattern by name. Each is read once. */
export function loadSource(path: string): ParsedFile {
  const own = loadFile(path);
  if (own.root === undefined) return own;
  const include = findParts(path, own.root);
  const problems = [...own.problems, ...include.problems];
  let root = own.root;
  let whole = own.whole && include.whole;
  for (const part of include.files) {
    const { root: more, ...parsed } = loadFile(part);
    const nested = refuseInclude(more);
    problems.push(...parsed.problems, ...nested);
    whole &&= parsed.whole && nested.length === 0;
    if (more !== undefined) root = unite(root, withoutInclude(more), problems);
  }
  return { root, problems, whole };
}

function loadFile(path: string): ParsedFile {
  const name = nameOf(path);
  const read = readText(path, LARGEST_CONFIG_FILE);
  if ('text' in read) return parseYaml(path, name, read.text);
  return { problems: [error({ file: name, line: 0, path: '' }, `${read.refusal}.`)], whole: false };
}

interface Parts {
  readonly files: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** False where an entry names no file that could be read; what isn't text is told by the schema. */
  readonly whole: boolean;
}

function findParts(path: string, root: SourceMap): Parts {
  const include = root.entries.get('include');
  if (include === undefined) return { files: new Set(), problems: [], whole: true };
  if (include.kind !== 'list') return { files: new Set(), problems: [], whole: false };
  const files = new Set<string>();
  const problems: Problem[] = [];
  for (const entry of include.items) {
    if (entry.kind !== 'scalar' || typeof entry.value !== 'string') continue;
    const found = findFiles(dirname(path), entry.value);
    const refusal = 'refusal' in found ? found.refusal : refuseFiles(path, entry.value, found.files);
    if (refusal !== undefined) {
      problems.push(error(locationOf(entry.place), `${quote(entry.value)} ${refusal}.`, INCLUDE_ADVICE));
    } else if ('files' in found) {
      found.files.forEach((file) => files.add(file));
    }
  }
  problems.push(...findMisnamed(path, include.items, files));
  const texts = include.items.filter((item) => item.kind === 'scalar' && typeof item.value === 'string');
  const unreadable = problems.some(({ severity }) => severity === 'error');
  return { files, problems, whole: !unreadable && texts.length === include.items.length };
}

const INCLUDE_ADVICE =
  'Name files of a folder beside this file, such as prod/accounts.yaml or prod/teams/*.yaml; paths are relative to this file.';

/** The files that a pattern for `.yaml` files would take if they did not end in `.yml`. */
function findMisnamed(path: string, items: readonly SourceNode[], included: ReadonlySet<string>): Problem[] {
  return items.flatMap((item) => {
    const pattern = item.kind === 'scalar' && typeof item.value === 'string' ? item.value : '';
    if (!pattern.endsWith('.yaml') || !isDynamicPattern(pattern)) return [];
    const found = findFiles(dirname(path), pattern.replace(/yaml$/, 'yml'));
    const misnamed = 'files' in found ? found.files.filter((file) => !included.has(file)) : [];
    return misnamed.map((file) =>
      warning(
        { file: nameOf(file), line: 0, path: '' },
        'is not read.',
        `${quote(pattern)} takes files that end in .yaml: rename it to ${basename(file, '.yml')}.yaml.`,
      ),
    );
  });
}

/** Every `.yaml` file beside an environment is an environment, so it can't be a part of one too. */
function refuseFiles(path: string, pattern: string, files: readonly string[]): string | undefined {
  const folder = resolve(dirname(path), folderOf(pattern));
  const outside = files.map((file) => refuseOutside(file, dirname(path), folder)).find(Boolean);
  if (outside !== undefined) return outside;
  const beside = files.find((file) => dirname(file) === dirname(path) && extname(file) === extname(path));
  if (beside === undefined) return undefined;
  if (beside === path) return 'includes this file itself';
  return `includes ${nameOf(beside)}, which is an environment of its own, as every .yaml file beside this one is`;
}

function refuseInclude(part: SourceMap | undefined): Problem[] {
  const include = part?.entries.get('include');
  if (include === undefined) return [];
  const message = 'stands in an included file, and only the environment’s own file includes others.';
  return [error(locationOf(include.place), message, 'List the files there.')];
}

function withoutInclude(part: SourceMap): SourceMap {
  const entries = new Map(part.entries);
  entries.delete('include');
  return { ...part, entries };
}
