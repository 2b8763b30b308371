/** YAML nodes with their places in the text, as far as edits need them. */
import { isAlias, isCollection, isMap, isPair, isScalar, parseDocument, type Document } from 'yaml';

type Range = readonly [start: number, valueEnd: number, nodeEnd: number];

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly range: Range;
  readonly value: unknown;
  /** Such as `QUOTE_SINGLE` and `BLOCK_LITERAL`. */
  readonly type: string;
}

export interface AliasNode {
  readonly kind: 'alias';
  readonly range: Range;
}

export interface MapNode {
  readonly kind: 'map';
  readonly range: Range;
  readonly flow: boolean;
  readonly items: readonly PairNode[];
}

export interface ListNode {
  readonly kind: 'list';
  readonly range: Range;
  readonly flow: boolean;
  readonly items: readonly ValueNode[];
}

export interface PairNode {
  readonly key: ValueNode;
  readonly value: ValueNode | null;
}

export type ValueNode = ScalarNode | AliasNode | MapNode | ListNode;

export const isScalarNode = (node: ValueNode): node is ScalarNode => node.kind === 'scalar';

export const isBlockScalar = (node: ValueNode): boolean =>
  isScalarNode(node) && node.type.startsWith('BLOCK_');

/** A text that was read before, so that it is YAML. */
export function readNodes(text: string): ValueNode | undefined {
  const document: Document = parseDocument(text, {
    merge: true,
    schema: 'core',
    resolveKnownTags: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  return convert(document.contents) ?? undefined;
}

/** What stands under a key, where that isn't behind an alias. */
export function mapAt(root: ValueNode | undefined, ...path: readonly string[]): MapNode | undefined {
  let node: ValueNode | null | undefined = root;
  for (const key of path)
    node = node?.kind === 'map' ? node.items.find((pair) => hasKey(pair, key))?.value : undefined;
  return node?.kind === 'map' ? node : undefined;
}

export const hasKey = ({ key }: PairNode, wanted: string): boolean =>
  isScalarNode(key) && key.value === wanted;

function convert(node: unknown): ValueNode | null {
  const range = ((node as { range?: Range | null } | null)?.range ?? [0, 0, 0]) as Range;
  if (isAlias(node)) return { kind: 'alias', range };
  if (isScalar(node)) return { kind: 'scalar', range, value: node.value, type: node.type ?? 'PLAIN' };
  if (!isCollection(node)) return null;
  const flow = node.flow === true;
  if (isMap(node))
    return {
      kind: 'map',
      range,
      flow,
      items: node.items.flatMap(({ key, value }) => {
        const at = convert(key);
        return at === null ? [] : [{ key: at, value: convert(value) }];
      }),
    };
  return {
    kind: 'list',
    range,
    flow,
    items: node.items.flatMap((item) => (isPair(item) ? [] : (convert(item) ?? []))),
  };
}
