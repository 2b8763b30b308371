/** Loads the environments of a config directory: the edge where files are read. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Environment } from './environment.js';
import { loadConfig, type LoadedConfig } from './load-config.js';
import { error, sortProblems, warning, type Problem } from './problem.js';
import { wordFailure } from './read-text.js';
import { validateAcrossEnvironments } from './rules/across-environments.js';
import { nameOf } from './source/load-source.js';
import { compareText, nameChoices, quote } from './text.js';

export interface LoadOptions {
  /** Decides whether a certificate has ended. */
  readonly today: Date;
}

export interface LoadedEnvironments {
  /** Those without an error, sorted by name. */
  readonly environments: Environment[];
  /** Of all of them, sorted by file and line. */
  readonly problems: Problem[];
}

export interface LoadedEnvironment {
  /** Absent where there is an error. */
  readonly environment?: Environment;
  /** Those that concern this environment: its own, and what it shares with another one. */
  readonly problems: Problem[];
}

/** Every `.yaml` file that stands directly in the directory is an environment. */
export function loadEnvironments(directory: string, { today }: LoadOptions): LoadedEnvironments {
  const { loaded, problems } = loadDirectory(directory, today);
  return {
    environments: loaded.flatMap(({ environment }) => environment ?? []),
    problems: sortProblems([...problems, ...loaded.flatMap((config) => config.problems)]),
  };
}

/** The other environments are read too: two may not share a state or an instance. */
export function loadEnvironment(directory: string, name: string, { today }: LoadOptions): LoadedEnvironment {
  const { loaded, problems } = loadDirectory(directory, today);
  const found = loaded.find(({ identity }) => identity.name === name);
  if (found !== undefined) return { environment: found.environment, problems: sortProblems(found.problems) };
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  const names = loaded.map(({ identity }) => identity.name);
  const unknown = error(
    whole(directory),
    `${quote(name)} is not an environment.`,
    nameChoices('Defined', names, name),
  );
  return { problems: sortProblems([...problems, unknown]) };
}

/** What was found in the directory; `problems` are those of the directory itself. */
function loadDirectory(directory: string, today: Date): { loaded: LoadedConfig[]; problems: Problem[] } {
  const listed = listDirectory(directory);
  if ('problem' in listed) return { loaded: [], problems: [listed.problem] };
  const configs = listed.files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => loadConfig(resolve(directory, file), today));
  const shared = validateAcrossEnvironments(configs.map(({ identity }) => identity));
  const loaded = configs.map((config) => withShared(config, shared.get(config.identity.name) ?? []));
  const misnamed = listed.files
    .filter((file) => file.endsWith('.yml'))
    .map((file) =>
      warning(
        whole(join(directory, file)),
        'is not read.',
        `An environment’s file ends in .yaml: rename it to ${basename(file, '.yml')}.yaml.`,
      ),
    );
  if (loaded.length > 0) return { loaded, problems: misnamed };
  const none = error(
    whole(directory),
    'holds no environment.',
    'An environment is a .yaml file that stands directly in this folder.',
  );
  return { loaded, problems: [...misnamed, none] };
}

function withShared({ identity, problems, environment }: LoadedConfig, shared: Problem[]): LoadedConfig {
  const fails = shared.some(({ severity }) => severity === 'error');
  return { identity, problems: [...problems, ...shared], environment: fails ? undefined : environment };
}

/** Sorted; files that editors hide are left out. */
function listDirectory(directory: string): { files: string[] } | { problem: Problem } {
  try {
    const files = readdirSync(directory).filter((file) => !file.startsWith('.'));
    return { files: files.sort(compareText) };
  } catch (failure) {
    const reason = existsSync(directory) ? 'is not a folder that can be read' : wordFailure(failure);
    const advice = 'The config folder holds a .yaml file for each environment.';
    return { problem: error(whole(directory), `${reason}.`, advice) };
  }
}

const whole = (path: string) => ({ file: nameOf(resolve(path)), line: 0, path: '' });
