/** `state` of a file by itself, such as an environment's own file as it was before it named another backend. */
import { dirname, resolve } from 'node:path';
import type { StateConfig } from './config.js';
import { state as stateSchema } from './declaration/state.js';
import { error, type Problem } from './problem.js';
import { LARGEST_CONFIG_FILE, readText } from './read-text.js';
import { validateBackends } from './rules/state.js';
import { nameOf } from './source/load-source.js';
import { locationOf, placeAt, toValue, type SourceMap } from './source/node.js';
import { parseYaml } from './source/parse-yaml.js';
import { quote } from './text.js';
import { validateSchema } from './validate-schema.js';

/**
 * `environment` is the name of the one whose state it is to be. Of the rest of the file, nothing is looked at. `state` is absent where there is a problem; `local.path` is
 * absolute.
 */
export function loadFormerState(
  file: string,
  environment?: string,
): { state?: StateConfig; problems: Problem[] } {
  const path = resolve(file);
  const whole = { file: nameOf(path), line: 0, path: '' };
  const read = readText(path, LARGEST_CONFIG_FILE);
  if (!('text' in read)) return { problems: [error(whole, `${read.refusal}.`)] };
  const { root, problems } = parseYaml(path, whole.file, read.text);
  if (root === undefined) return { problems };
  const state = root.entries.get('state');
  if (state === undefined)
    return { problems: [error(whole, 'names no `state`.', 'It is to say where the state is.')] };
  const named = (toValue(root) as { readonly environment?: unknown }).environment;
  if (environment !== undefined && named !== undefined && named !== environment) {
    const location = locationOf(placeAt(root, ['environment']));
    const advice = `This is another environment’s file. Name ${quote(environment)}’s own, as it was before.`;
    return { problems: [error(location, `is ${quote(String(named))}, not ${quote(environment)}.`, advice)] };
  }
  const alone: SourceMap = { ...root, entries: new Map([['state', state]]) };
  const found = [
    ...validateSchema(alone, toValue(alone), true).problems.filter(({ location }) => location.path !== ''),
    ...validateBackends(toValue(alone), (at) => locationOf(placeAt(alone, at))),
  ];
  const parsed = stateSchema.safeParse(toValue(state));
  if (found.length > 0 || !parsed.success) return { problems: found };
  const { local } = parsed.data;
  return {
    state: local === undefined ? parsed.data : { local: { path: resolve(dirname(path), local.path) } },
    problems: [],
  };
}
