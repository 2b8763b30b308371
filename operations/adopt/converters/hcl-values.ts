/** Expressions of Terraform's files, as far as their values stand in the files themselves. */
import { parse } from '@cdktf/hcl2json';
import { nodeAt, type SourceMap, type SourceNode, toValue } from '../../../model/source/node.js';
import { blocks, type HclFile, namedBlocks } from './hcl.js';
import { splitTemplate } from './hcl-templates.js';
import { policyDocument } from './policy-document.js';
import { Expression } from './reader.js';

/** References that lead further than this lead in a circle, or to more than anybody wrote. */
const MAX_STEPS = 40;

const TEMPLATE = /[$%]\{/;
const REFERENCE = /^(local|var)\.([\w-]+)((?:\.[\w-]+|\[(?:\d+|"[^"\\]*")\])*)$/;
const DOCUMENT = /^data\.aws_iam_policy_document\.([\w-]+)\.json$/;
const JSON_ENCODE = /^jsonencode\((.*)\)$/s;

export class HclValues {
  private readonly locals: ReadonlyMap<string, SourceNode>;
  private readonly variables: ReadonlyMap<string, SourceNode>;
  /** What `.tfvars` files give. */
  readonly given: ReadonlyMap<string, SourceNode>;

  constructor(private readonly files: readonly HclFile[]) {
    const isGiven = ({ file }: HclFile) => /\.tfvars(\.json)?$/.test(file.path);
    this.given = onlyOnes(files.filter(isGiven).flatMap(({ root }) => [...root.entries]));
    this.locals = onlyOnes(blocks(files, 'locals').flatMap(({ entries }) => [...entries]));
    const defaults = namedBlocks(files, 'variable').flatMap(([name, { entries }]): [string, SourceNode][] => {
      const value = entries.get('default');
      return value === undefined ? [] : [[name, value]];
    });
    this.variables = new Map([...onlyOnes(defaults), ...this.given]);
  }

  /** The values of all locals. */
  async allLocals(): Promise<SourceNode[]> {
    return Promise.all([...this.locals.values()].map((node) => this.resolve(node)));
  }

  /** With every expression replaced by its value, or by an Expression where only Terraform knows that. */
  async resolve(node: SourceNode, steps = 0): Promise<SourceNode> {
    if (node.kind === 'list')
      return { ...node, items: await Promise.all(node.items.map((item) => this.resolve(item, steps))) };
    if (node.kind === 'map') {
      const entries = [...node.entries].map(
        async ([key, child]) =>
          [await this.resolveKey(node, key, steps), await this.resolve(child, steps)] as const,
      );
      const resolved = await Promise.all(entries);
      const [unknown] = resolved.flatMap(([key]) => (typeof key === 'string' ? [] : [key]));
      const known = resolved.flatMap(([key, child]) =>
        typeof key === 'string' ? [[key, child] as const] : [],
      );
      return unknown === undefined ? { ...node, entries: new Map(known) } : scalar(node, unknown);
    }
    if (typeof node.value !== 'string' || !TEMPLATE.test(node.value)) return node;
    return this.resolveTemplate(node, node.value, steps);
  }

  /** A map of which a key isn't known is not known itself. */
  private async resolveKey(node: SourceNode, key: string, steps: number): Promise<string | Expression> {
    if (!TEMPLATE.test(key)) return key;
    const bare = key.replace(/^\$\{\((.*)\)\}$/s, (_whole, inner: string) => `\${${inner}}`);
    const value = await this.resolveTemplate(node, bare, steps);
    if (value.kind !== 'scalar' || value.value === null) return new Expression(key);
    return value.value instanceof Expression ? value.value : value.text;
  }

  private async resolveTemplate(node: SourceNode, template: string, steps: number): Promise<SourceNode> {
    const parts = splitTemplate(template);
    const unknown = scalar(node, new Expression(template));
    if (parts === undefined || steps > MAX_STEPS) return unknown;
    const [only, ...others] = parts;
    if (only !== undefined && others.length === 0 && 'expression' in only)
      return (await this.evaluate(node, only.expression, steps + 1)) ?? unknown;
    let text = '';
    for (const part of parts) {
      if ('literal' in part) {
        text += part.literal;
        continue;
      }
      const value = await this.evaluate(node, part.expression, steps + 1);
      if (value?.kind !== 'scalar' || value.value instanceof Expression) return unknown;
      text += value.text;
    }
    return scalar(node, text);
  }

  private async evaluate(
    node: SourceNode,
    expression: string,
    steps: number,
  ): Promise<SourceNode | undefined> {
    const [, kind, name, path = ''] = REFERENCE.exec(expression) ?? [];
    if (name !== undefined) {
      const start = (kind === 'local' ? this.locals : this.variables).get(name);
      const resolved = start && (await this.resolve(start, steps));
      const keys = [...path.matchAll(/\.([\w-]+)|\[(\d+)\]|\["([^"]*)"\]/g)].map(
        ([, key, index, quoted]) => key ?? quoted ?? Number(index),
      );
      return resolved && nodeAt(resolved, keys);
    }
    const [, document] = DOCUMENT.exec(expression) ?? [];
    if (document !== undefined) {
      const [body, ...others] = blocks(this.files, 'data', 'aws_iam_policy_document', document);
      if (others.length > 0) return scalar(node, severally(expression));
      const policy = body && policyDocument((await this.resolve(body, steps)) as SourceMap);
      return policy && scalar(node, JSON.stringify(policy));
    }
    const [, encoded] = JSON_ENCODE.exec(expression) ?? [];
    return encoded === undefined ? undefined : this.encodeJson(node, encoded, steps);
  }

  private async encodeJson(
    node: SourceNode,
    expression: string,
    steps: number,
  ): Promise<SourceNode | undefined> {
    try {
      const { value } = (await parse('expression', `value = ${expression}\n`)) as { readonly value: unknown };
      const resolved = await this.resolve(plainNode(node, value), steps);
      return holdsExpression(resolved) ? undefined : scalar(node, JSON.stringify(toValue(resolved)));
    } catch {
      return undefined;
    }
  }
}

const severally = (what: string) =>
  new Expression(what, 'stands in several places', ', or convert with one of the files that have it');

/** By name. What stands in several places, as variables of several environments do, is known in none. */
function onlyOnes(entries: readonly (readonly [string, SourceNode])[]): Map<string, SourceNode> {
  const nodes = new Map<string, SourceNode>();
  for (const [name, node] of entries) nodes.set(name, nodes.has(name) ? scalar(node, severally(name)) : node);
  return nodes;
}

const scalar = (node: SourceNode, value: unknown): SourceNode => ({
  kind: 'scalar',
  place: node.place,
  value,
  text: typeof value === 'string' ? value : '',
});

/** Values of an expression, all at its place. */
function plainNode(at: SourceNode, value: unknown): SourceNode {
  const { place } = at;
  if (Array.isArray(value)) return { kind: 'list', place, items: value.map((item) => plainNode(at, item)) };
  if (typeof value !== 'object' || value === null)
    return { kind: 'scalar', place, value, text: String(value) };
  const entries = Object.entries(value).map(([key, child]) => [key, plainNode(at, child)] as const);
  return { kind: 'map', place, entries: new Map(entries) };
}

export function holdsExpression(node: SourceNode): boolean {
  if (node.kind === 'scalar') return node.value instanceof Expression;
  return (node.kind === 'list' ? node.items : [...node.entries.values()]).some(holdsExpression);
}
