/** Reads values of other tools' files, and notes what the config can't say of them, with its place. */
import { renderPlace } from '../../../model/problem.js';
import { locationOf, type SourceMap, type SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import type { Unexpressed } from '../draft.js';

/** A value that only the tool knows whose file it is, such as an attribute of a resource in Terraform. */
export class Expression {
  /**
   * @param template As it was written, such as `arn:${local.partition}:iam::aws:policy/ReadOnlyAccess`.
   * @param state What is known of its value, as the end of a sentence.
   * @param remedy What to do but writing it out.
   */
  constructor(
    readonly template: string,
    readonly state = 'is not in the files',
    readonly remedy = ', or name the file that has it too',
  ) {}
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

  /** A text that must be there; where it is not, that is noted. */
  wanted<K extends string>(
    fields: Readonly<Partial<Record<K, SourceNode>>>,
    key: K,
    at: SourceNode,
  ): string | undefined {
    const node = fields[key];
    const text = this.text(node);
    if (text === '' || node === undefined)
      this.note(node ?? at, `It has no ${key}, so nothing is made of it.`);
    return text === '' ? undefined : text;
  }

  /** Of a list, but for those that hold nothing, which are noted; anything else is noted too. */
  items(node: SourceNode | undefined): readonly SourceNode[] {
    if (node === undefined || isNothing(node)) return [];
    if (node.kind !== 'list') {
      this.noteShape(node, 'a list');
      return [];
    }
    for (const item of node.items)
      if (isNothing(item)) this.note(item, 'It holds nothing where a value is wanted.');
    return node.items.filter((item) => !isNothing(item));
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
    const isKnown = isOneOf(known);
    for (const [key, value] of entries)
      if (!isKnown(key))
        this.note(value, `This program doesn’t know ${quote(key)} here, so nothing is made of it.`);
    return Object.fromEntries(entries.filter(([key]) => isKnown(key))) as Partial<Record<K, SourceNode>>;
  }

  /**
   * As `record`, for what says who has access, and where: nothing is made of it where it has a key that isn't known,
   * for that may narrow it.
   */
  wholeRecord<K extends string>(
    node: SourceNode,
    known: readonly K[],
  ): Partial<Record<K, SourceNode>> | undefined {
    const before = this.unexpressed.length;
    if (node.kind === 'map') {
      for (const [key, value] of node.entries)
        if (!isOneOf(known)(key))
          this.note(
            value,
            `This program doesn’t know ${quote(key)} here, and it may say who or where is not meant: nothing is made of what has it.`,
          );
      if (this.unexpressed.length > before) return undefined;
    }
    return this.record(node, known);
  }

  private noteShape(node: SourceNode, wanted: string): void {
    if (node.kind === 'scalar' && node.value instanceof Expression) this.note(node, unknownValue(node.value));
    else this.note(node, `It is not ${wanted}, so nothing is made of it.`);
  }
}

const unknownValue = ({ template, state, remedy }: Expression): string =>
  `Its value ${state}: ${quote(template)}. Write it out${remedy}.`;

export const isNothing = (node: SourceNode): boolean =>
  node.kind === 'scalar' && (node.value === null || node.value === undefined);

const isOneOf =
  <K extends string>(known: readonly K[]) =>
  (key: string): key is K =>
    (known as readonly string[]).includes(key);

export const isMap = (node: SourceNode | undefined): node is SourceMap => node?.kind === 'map';
