/** The files that a pattern of `include` names. */
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { compareText } from '../text.js';

/** Absolute and sorted; or why there are none, as the end of a sentence. */
export type FoundFiles = { readonly files: readonly string[] } | { readonly refusal: string };

const LONGEST_PATTERN = 1000;
/** With each further `*`, comparing a name takes as many times longer as the name has letters: with five, minutes. */
const MOST_WILDCARDS = { inName: 2, inAll: 8 };

/** @param folder What paths and patterns are relative to. */
export function findFiles(folder: string, pattern: string): FoundFiles {
  const literal = resolve(folder, pattern);
  if (existsSync(literal))
    return statSync(literal).isDirectory() ? { refusal: 'is a folder' } : { files: [literal] };
  if (pattern.length > LONGEST_PATTERN)
    return { refusal: `has ${pattern.length} characters; a pattern has ${LONGEST_PATTERN} at most` };
  if (!isDynamicPattern(pattern)) return { refusal: 'does not exist' };
  const { inName, inAll } = MOST_WILDCARDS;
  if (countWildcards(pattern) > inAll || pattern.split('/').some((name) => countWildcards(name) > inName))
    return { refusal: `has more than ${inName} \`*\` in the name of a file or folder, or ${inAll} in all` };
  const files = globSync(pattern, { cwd: folder, absolute: true, expandDirectories: false, extglob: false });
  return files.length === 0
    ? { refusal: 'matches no file' }
    : { files: files.map((file) => resolve(file)).sort(compareText) };
}

const countWildcards = (text: string): number => text.split('*').length - 1;

/** The folder that everything a pattern matches is in: what stands before its first wildcard. */
export function folderOf(pattern: string): string {
  const names = pattern.split('/');
  const wild = names.findIndex((name) => isDynamicPattern(name));
  return wild < 0 ? dirname(pattern) : names.slice(0, wild).join('/') || '.';
}
