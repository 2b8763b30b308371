/** A parsed YAML document as our tree: aliases and merge keys resolved, keys checked, places kept. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { error, renderPlace, type Problem } from '../problem.js';
import { quote } from '../text.js';
import {
  locationOf,
  type ParsedFile,
  type Place,
  type SourceFile,
  type SourceMap,
  type SourceNode,
} from './node.js';

/** What aliases may expand to, all together: far more than a config needs, far less than an alias bomb makes. */
const MAX_ALIASED_VALUES = 500_000;
/** Far more levels than the config has. */
const MAX_DEPTH = 50;
const A_MAP_IS_WANTED = 'A config file is a map of keys such as `groups` and `access`.';

/** Stops the conversion: the file can't be used, for the reason it holds. */
class Unusable extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

export function convertDocument(document: Document.Parsed, file: SourceFile): ParsedFile {
  const whole: Place = { file, offset: 0 };
  const contents = document.contents as Node | null;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return { problems: [error(locationOf(whole), 'is empty.', A_MAP_IS_WANTED)], whole: false };
  }
  const converter = new Converter(targetsOf(document));
  try {
    const root = converter.convert(contents, whole, 0);
    if (root.kind === 'map') return { root, problems: converter.problems, whole: converter.whole };
    const message = `holds ${root.kind === 'list' ? 'a list' : 'a single value'} where a map is wanted.`;
    return { problems: [error(locationOf(whole), message, A_MAP_IS_WANTED)], whole: false };
  } catch (failure) {
    if (failure instanceof Unusable)
      return { problems: [...converter.problems, failure.problem], whole: false };
    throw failure;
  }
}

/** What each alias stands for: the last anchor of its name before it. */
function targetsOf(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) {
        anchors.set(node.anchor, node as Node);
      }
    },
  });
  return targets;
}

class Converter {
  readonly problems: Problem[] = [];
  /** False once something was left out. */
  whole = true;
  private aliased = 0;
  private readonly open = new Set<Node>();

  constructor(private readonly targets: ReadonlyMap<Alias, Node>) {}

  convert(node: Node | null, place: Place, depth: number): SourceNode {
    if (depth > MAX_DEPTH)
      throw new Unusable(error(locationOf(place), `is nested deeper than ${MAX_DEPTH} levels.`));
    this.countAliased(place);
    if (isAlias(node)) return this.throughAlias(node, place, (target) => this.convert(target, place, depth));
    if (isMap(node)) return { kind: 'map', place, entries: this.convertMap(node, place, depth) };
    if (isSeq(node)) {
      const items = node.items.map((item, index) => {
        const child = {
          file: place.file,
          offset: offsetOf(item as Node, place.offset),
          key: index,
          parent: place,
        };
        return this.convert(item as Node | null, child, depth + 1);
      });
      return { kind: 'list', place, items };
    }
    const value = isScalar(node) ? node.value : null;
    return { kind: 'scalar', place, value, text: isScalar(node) ? (node.source ?? String(value)) : '' };
  }

  /** Keys written here win over merged ones, and earlier merges over later ones. */
  private convertMap(map: YAMLMap, place: Place, depth: number): SourceMap['entries'] {
    const entries: SourceMap['entries'] = new Map();
    const merges: Node[] = [];
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      if (isMergeKey(pair.key)) {
        if (pair.value !== null) merges.push(pair.value);
        continue;
      }
      const offset = offsetOf(pair.key, place.offset);
      const key = this.readKey(pair.key, { ...place, offset });
      if (key === undefined) continue;
      const child: Place = { file: place.file, offset, key, parent: place };
      const first = entries.get(key);
      if (first === undefined) entries.set(key, this.convert(pair.value, child, depth + 1));
      else this.problems.push(definedTwice(child, first.place));
    }
    for (const merge of merges) this.merge(merge, entries, place, depth);
    return entries;
  }

  private countAliased(place: Place): void {
    if (this.open.size > 0 && ++this.aliased > MAX_ALIASED_VALUES)
      throw new Unusable(
        error(
          locationOf(place),
          'holds aliases that expand to too many values.',
          `Together they may stand for ${MAX_ALIASED_VALUES} at most.`,
        ),
      );
  }

  private merge(value: Node, into: SourceMap['entries'], place: Place, depth: number): void {
    this.countAliased(place);
    if (isAlias(value))
      return this.throughAlias(value, place, (target) => this.merge(target, into, place, depth));
    if (isSeq(value)) return value.items.forEach((item) => this.merge(item as Node, into, place, depth));
    const at = { ...place, offset: offsetOf(value, place.offset) };
    if (!isMap(value)) {
      this.leaveOut(at, 'merges with `<<` something that is not a map.');
      return;
    }
    for (const [key, child] of this.convertMap(value, place, depth)) if (!into.has(key)) into.set(key, child);
  }

  private throughAlias<T>(alias: Alias, place: Place, use: (target: Node) => T): T {
    const target = this.targets.get(alias);
    const at = { ...place, offset: offsetOf(alias, place.offset) };
    if (target === undefined)
      throw new Unusable(
        error(locationOf(at), `refers to an anchor that does not stand before it: *${alias.source}.`),
      );
    if (this.open.has(target))
      throw new Unusable(
        error(locationOf(at), `refers to itself: *${alias.source} stands within its own anchor.`),
      );
    this.open.add(target);
    const result = use(target);
    this.open.delete(target);
    return result;
  }

  private leaveOut(place: Place, message: string, advice?: string): void {
    this.problems.push(error(locationOf(place), message, advice));
    this.whole = false;
  }

  private readKey(node: Node, place: Place): string | undefined {
    const key = isAlias(node) ? this.targets.get(node) : node;
    if (!isScalar(key)) {
      this.leaveOut(place, 'has a key that is a map or a list.', 'A key is a word.');
    } else if (typeof key.value !== 'string') {
      const text = key.source ?? String(key.value);
      this.leaveOut(
        place,
        `has the key ${text}, which YAML does not read as text.`,
        `Write it in quotes: ${quote(text)}.`,
      );
    } else if (key.value === '__proto__') {
      this.leaveOut(place, 'has the key "__proto__", which no config can hold.');
    } else {
      return key.value;
    }
    return undefined;
  }
}

/** A key defined a second time, in the same file or in another. */
export function definedTwice(second: Place, first: Place): Problem {
  return error(
    locationOf(second),
    `is defined twice: it stands at ${renderPlace(locationOf(first))} already.`,
    'Keep one of the two.',
  );
}

const isMergeKey = (key: Node): boolean =>
  isScalar(key) &&
  key.type === 'PLAIN' &&
  (key.value === '<<' || (typeof key.value === 'symbol' && key.value.description === '<<'));

const offsetOf = (node: Node | null, otherwise: number): number => node?.range?.[0] ?? otherwise;
