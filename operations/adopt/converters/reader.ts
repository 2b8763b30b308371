/** Reads values of other tools' files, and notes what the config can't say of them, with its place. */
import { renderPlace } from '../../../model/problem.js';
import { locationOf, type SourceMap, type SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import type { Unexpressed } from '../draft.js';

/** A value of a Terraform file that only Terraform knows, such as an attribute of a resource. */
export class Expression {
  /** @param template As it was written, such as `arn:${local.partition}:iam::aws:policy/ReadOnlyAccess`. */
  constructor(readonly template: string) {}
}

export class Reader {
  readonly unexpressed: Unexpressed[] = [];

  /** @param why Whole sentences. */
  note(node: SourceNode, why: string): void {
    const location = locationOf(node.place);
    this.unexpressed.push({ what: location.path || location.file, where: renderPlace(location), why });
  }

  placeOf(node: SourceNode): string {
    return renderPlace(locationOf(node.place));
  }

  /** Undefined for nothing, and for what is no text, which is noted. A number is the text that was written. */
  text(node: SourceNode | undefined): string | undefined {
    if (node === undefined || isNothing(node)) return undefined;
    if (node.kind !== 'scalar') this.note(node, 'It holds several values where a text is wanted.');
    else if (node.value instanceof Expression) this.note(node, unknownValue(node.value));
    else return typeof node.value === 'string' ? node.value : node.text;
    return undefined;
  }

  texts(node: SourceNode | undefined): string[] {
    return this.items(node).flatMap((item) => this.text(item) ?? []);
  }

  /** Of a list; anything else is noted. */
  items(node: SourceNode | undefined): readonly SourceNode[] {
    if (node === undefined || isNothing(node)) return [];
    if (node.kind === 'list') return node.items;
    this.noteShape(node, 'a list');
    return [];
  }

  /** Of a map; anything else is noted. */
  entries(node: SourceNode | undefined): [string, SourceNode][] {
    if (node === undefined || isNothing(node)) return [];
    if (node.kind === 'map') return [...node.entries].filter(([, value]) => !isNothing(value));
    this.noteShape(node, 'a map');
    return [];
  }

  /** A map's known values by key; every other is noted. Undefined for what is no map, which is noted too. */
  record<K extends string>(
    node: SourceNode,
    known: readonly K[],
  ): Partial<Record<K, SourceNode>> | undefined {
    if (node.kind !== 'map') {
      this.noteShape(node, 'a map');
      return undefined;
    }
    const entries = this.entries(node);
    const isKnown = (key: string): key is K => (known as readonly string[]).includes(key);
    for (const [key, value] of entries)
      if (!isKnown(key))
        this.note(value, `This program doesn’t know ${quote(key)} here, so nothing is made of it.`);
    return Object.fromEntries(entries.filter(([key]) => isKnown(key))) as Partial<Record<K, SourceNode>>;
  }

  private noteShape(node: SourceNode, wanted: string): void {
    if (node.kind === 'scalar' && node.value instanceof Expression) this.note(node, unknownValue(node.value));
    else this.note(node, `It is not ${wanted}, so nothing is made of it.`);
  }
}

const unknownValue = ({ template }: Expression): string =>
  `Its value is not in the files: ${quote(template)}. Write it out, or name the file that has it too.`;

const isNothing = (node: SourceNode): boolean =>
  node.kind === 'scalar' && (node.value === null || node.value === undefined);

export const isMap = (node: SourceNode | undefined): node is SourceMap => node?.kind === 'map';
