/** Places of a config that are still to be filled in, as converters leave them. */
import { error, type Problem } from './problem.js';
import { locationOf, type Path, type SourceMap, type SourceNode } from './source/node.js';
import { describeAt } from './validate-schema.js';

/** What stands there. */
export const FILL_IN = '<FILL-IN>';

export interface Taken {
  /** Without them. */
  readonly root: SourceMap;
  /** One for each. Those of keys are by their paths in `root` as JSON: what else is wrong there follows from it. */
  readonly problems: ReadonlyMap<string, Problem>;
}

export function takePlaceholders(written: SourceMap): Taken {
  const problems = new Map<string, Problem>();
  const root = { ...written, entries: takeFromMap(written, [], problems) };
  return { root, problems };
}

function take(node: SourceNode, path: Path, problems: Map<string, Problem>): SourceNode {
  if (node.kind === 'map') return { ...node, entries: takeFromMap(node, path, problems) };
  if (node.kind !== 'list') return node;
  const items: SourceNode[] = [];
  for (const item of node.items) {
    if (isPlaceholder(item)) problems.set(`${JSON.stringify(path)} ${problems.size}`, tell(item, path));
    else items.push(take(item, [...path, items.length], problems));
  }
  return { ...node, items };
}

function takeFromMap(node: SourceMap, path: Path, problems: Map<string, Problem>): SourceMap['entries'] {
  const entries: SourceMap['entries'] = new Map();
  for (const [key, child] of node.entries) {
    const at = [...path, key];
    if (isPlaceholder(child)) problems.set(JSON.stringify(at), tell(child, at));
    else entries.set(key, take(child, at, problems));
  }
  return entries;
}

const isPlaceholder = (node: SourceNode): boolean => node.kind === 'scalar' && node.value === FILL_IN;

/** @param key The path of the key whose value it is, or whose value it is in. */
const tell = ({ place }: SourceNode, key: Path): Problem =>
  error(
    locationOf(place),
    'is still to be filled in.',
    [`Write its value in place of ${FILL_IN}.`, describeAt(key)].filter(Boolean).join(' '),
  );
