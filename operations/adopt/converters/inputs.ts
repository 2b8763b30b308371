/** The files that a converter is given: read whole, each once, before anything is made of them. */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { error } from '../../../model/problem.js';
import { LARGEST_CONFIG_FILE, readText, wordFailure } from '../../../model/read-text.js';
import { nameOf } from '../../../model/source/load-source.js';
import type { SourceMap } from '../../../model/source/node.js';
import { parseYaml } from '../../../model/source/parse-yaml.js';
import { compareText } from '../../../model/text.js';
import { ProblemsError } from '../../problems-error.js';
import { UserError } from '../../user-error.js';

export interface InputFile {
  /** Absolute. */
  readonly path: string;
  /** As people are told it. */
  readonly name: string;
  readonly text: string;
}

/** Far more than anybody's config of this kind has. */
const MAX_FILES = 5_000;

/**
 * The named files, and those of the named folders and what is below them whose name ends in one of the endings.
 * Throws a UserError for what can't be read.
 */
export function readInputs(paths: readonly string[], endings: readonly string[]): InputFile[] {
  const files = [...new Set(paths.flatMap((path) => listFiles(resolve(path), endings)))];
  if (files.length === 0)
    throw new UserError(`No file there ends in ${endings.join(' or ')}: ${paths.join(', ')}.`);
  if (files.length > MAX_FILES)
    throw new UserError(`There are ${files.length} files; ${MAX_FILES} can be read at most. Name fewer.`);
  return files.map(readInput);
}

export function readInput(path: string): InputFile {
  const name = nameOf(path);
  const read = readText(path, LARGEST_CONFIG_FILE);
  if ('refusal' in read) throw new UserError(`${name} ${read.refusal}.`);
  return { path, name, text: read.text };
}

function listFiles(path: string, endings: readonly string[]): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => compareText(a.name, b.name))
      .flatMap((entry) => {
        const inner = join(path, entry.name);
        if (entry.isDirectory()) return listFiles(inner, endings);
        return endings.some((ending) => entry.name.endsWith(ending)) ? [inner] : [];
      });
  } catch (failure) {
    throw new UserError(`${nameOf(path)} ${wordFailure(failure)}.`);
  }
}

/** Such as `!include` of Landing Zone Accelerator and of Atmos. */
const TAG =
  'Only the tool whose file it is knows what a tag stands for: write that in its place, the other file’s content for !include, and convert again.';

/** YAML, and JSON with it. Throws a ProblemsError with file and line for what is neither, or no map. */
export function parseInput({ path, name, text }: InputFile): SourceMap {
  // JSON may be indented by tabs, which YAML doesn't take; no string of JSON holds one.
  const isJson = path.endsWith('.json');
  const { root, problems } = parseYaml(path, name, isJson ? text.replaceAll('\t', ' ') : text);
  const errors = problems
    .filter(({ severity }) => severity === 'error')
    .map((problem) =>
      isJson ? { ...problem, message: problem.message.replaceAll('YAML', 'JSON') } : problem,
    )
    .map((problem) => (problem.message.startsWith('has a tag') ? { ...problem, advice: TAG } : problem));
  if (root !== undefined && errors.length === 0) return root;
  const unreadable = error({ file: name, line: 0, path: '' }, 'can’t be read.');
  throw new ProblemsError(errors.length > 0 ? errors : [unreadable]);
}
