/** The declaration held against what was written: zod's issues as problems at the reader's line. */
import type { z } from 'zod';
import { configSchema, type Config } from './config.js';
import { error, type Problem } from './problem.js';
import { describe, mapForm, schemaAt } from './schema-walk.js';
import { locationOf, nodeAt, placeAt, type Path, type SourceNode } from './source/node.js';
import { nameChoices, nearMatch, quote } from './text.js';

type Issue = z.core.$ZodIssue;

/** Stands for zod's own words, which are ours to choose. */
const UNWORDED = 'unworded';

export interface Validated {
  readonly problems: Problem[];
  /** Absent where there is a problem. */
  readonly config?: Config;
}

/**
 * `value` is `root` as plain data. `whole` is false where files are missing or broken: then no key is called missing.
 *
 * @param known Problems that have been found already, by their paths as JSON.
 */
export function validateSchema(
  root: SourceNode,
  value: unknown,
  whole: boolean,
  known: ReadonlyMap<string, Problem> = new Map(),
): Validated {
  const result = configSchema.safeParse(value, { error: () => UNWORDED });
  const problems = new Map(known);
  if (result.success) return { problems: [...problems.values()], config: result.data };
  for (const issue of result.error.issues) {
    for (const { at, problem } of wordIssue(root, issue, [], whole)) {
      if (!problems.has(at)) problems.set(at, problem);
    }
  }
  return { problems: [...problems.values()] };
}

/** A problem and the path it is about: what else is wrong with the same value follows from the first. */
interface Worded {
  readonly at: string;
  readonly problem: Problem;
}

function wordIssue(root: SourceNode, issue: Issue, above: Path, whole: boolean): Worded[] {
  const path = [...above, ...issue.path];
  const say = (at: Path, message: string, advice?: string): Worded => ({
    at: JSON.stringify(at),
    problem: error(locationOf(placeAt(root, at)), message, advice),
  });
  const node = nodeAt(root, path);
  if (node === undefined) {
    const description = describeAt(path);
    const place = locationOf(placeAt(root, path.slice(0, -1)));
    const problem = error(place, `${quote(String(path.at(-1)))} is missing.`, description);
    return whole ? [{ at: JSON.stringify(path), problem }] : [];
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        say([...path, key], `${quote(key)} is not a key that can stand here.`, allowedKeys(path, key)),
      );
    case 'invalid_union': {
      const branch = issue.errors.find((issues) => !issues.some((inner) => isWrongKind(node, inner)));
      if (branch !== undefined) return branch.flatMap((inner) => wordIssue(root, inner, path, whole));
      return [say(path, wrongKind(node, 'a string or a map'))];
    }
    case 'invalid_key':
      return [say(path, `${quote(String(path.at(-1)))} ${issue.issues[0]?.message ?? ''}.`)];
    case 'invalid_value':
      return [say(path, ...wrongChoice(node, issue, path))];
    case 'invalid_type':
      return [say(path, ...wrongType(node, issue, path))];
    default:
      return [say(path, `${subject(node)}${issue.message}.`)];
  }
}

/** Whether a form of a value fails because it is another kind of thing. A choice among words is one for a word alone. */
const isWrongKind = (node: SourceNode, { code, path }: Issue) =>
  path.length === 0 && (code === 'invalid_type' || (code === 'invalid_value' && node.kind !== 'scalar'));

function wrongType(node: SourceNode, issue: z.core.$ZodIssueInvalidType, path: Path): [string, string?] {
  const scalar = node.kind === 'scalar' && node.value !== null;
  if (scalar && issue.message !== UNWORDED) return [`${subject(node)}${issue.message}.`];
  const message = wrongKind(node, KINDS[issue.expected] ?? issue.expected);
  if (scalar && issue.expected === 'string') return [message, `Write it in quotes: ${quote(node.text)}.`];
  if (scalar)
    return [message, issue.expected === 'array' ? `Put it in brackets: [${node.text}].` : undefined];
  if (node.kind !== 'scalar' && issue.expected === 'string')
    return [message, adviseTarget(node) ?? describeAt(path)];
  const empty = node.kind === 'scalar' ? EMPTY[issue.expected] : undefined;
  return [message, empty && `Write ${empty}, or leave the key out.`];
}

/** YAML reads `ou: /Workloads` as a map. */
function adviseTarget(node: SourceNode): string | undefined {
  if (node.kind !== 'map' || node.entries.size !== 1) return undefined;
  const [[key, value] = []] = node.entries;
  if ((key !== 'ou' && key !== 'tag') || value?.kind !== 'scalar') return undefined;
  return `Write it in quotes and without a space: ${quote(`${key}:${value.text}`)}.`;
}

const KINDS: Record<string, string> = {
  string: 'a string',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};
const EMPTY: Record<string, string> = {
  object: '{} for a map with nothing in it',
  record: '{} for a map with nothing in it',
  array: '[] for a list with nothing in it',
};

function wrongChoice(node: SourceNode, issue: z.core.$ZodIssueInvalidValue, path: Path): [string, string?] {
  const choices = issue.values.map(String);
  if (node.kind !== 'scalar' || typeof node.value !== 'string')
    return [wrongKind(node, `one of ${choices.join(', ')}`)];
  const near = nearMatch(node.value, choices);
  const keys = keysAt(path);
  const allowed = choices.join(', ') + (keys.length > 0 ? `, or a map of ${keys.join(', ')}` : '');
  const advice = `Allowed: ${allowed}.${near === undefined ? '' : ` Did you mean ${quote(near)}?`}`;
  return [`${subject(node)}${issue.message === UNWORDED ? 'is not allowed' : issue.message}.`, advice];
}

function wrongKind(node: SourceNode, wanted: string): string {
  if (node.kind !== 'scalar') return `is a ${node.kind} where ${wanted} is wanted.`;
  if (node.value === null) return `is empty where ${wanted} is wanted.`;
  return `${subject(node)}is a ${typeof node.value} where ${wanted} is wanted.`;
}

/** The value a sentence starts with; nothing where it says little, as for a list or an empty string. */
function subject(node: SourceNode): string {
  if (node.kind !== 'scalar' || node.value === null || node.value === '') return '';
  return `${typeof node.value === 'string' ? quote(node.value) : node.text} `;
}

const allowedKeys = (path: Path, key: string): string => nameChoices('Allowed', keysAt(path), key);

/** The keys of the map that can stand at a path. */
function keysAt(path: Path): string[] {
  const schema = schemaAt(configSchema, path);
  return Object.keys((schema && mapForm(schema)?.shape) ?? {});
}

/** What the declaration says of a key. */
export function describeAt(path: Path): string | undefined {
  const schema = schemaAt(configSchema, path.slice(0, -1));
  const key = schema && mapForm(schema)?.shape[String(path.at(-1))];
  return key === undefined ? undefined : describe(key);
}
