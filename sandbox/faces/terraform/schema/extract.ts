/**
 * Recovers a Terraform schema from a prebuilt CDKTF binding. Each attribute's flags stand in a comment
 * (`// name - computed: true, optional: false, required: false`), its type in its getter or in how it is written.
 *
 * Bindings don't say: sensitive, deprecated, minimum and maximum counts but one, and the schema's version (0 here).
 */
import ts from 'typescript';
import { asSet, TYPE_OF_COLLECTION, TYPE_OF_GETTER, TYPE_OF_STORAGE } from './binding-types.js';
import type { Binding, WrittenArgument } from './binding.js';
import type {
  AttributeSchema,
  AttributeType,
  BlockSchema,
  NestedBlockSchema,
  NestingMode,
} from './schema.js';

export interface ExtractedSchema {
  /** Such as `aws_ssoadmin_permission_set`; a provider's own name for its block. */
  readonly type: string;
  /** The real provider's version. */
  readonly version: string;
  readonly block: BlockSchema;
}

type Flags = Pick<AttributeSchema, 'required' | 'optional' | 'computed'>;
interface OpenBlock {
  attributes: Record<string, AttributeSchema>;
  block_types: Record<string, NestedBlockSchema>;
}

/** @throws Error naming an attribute whose type can't be told. */
export function extractSchema(binding: Binding): ExtractedSchema {
  const extends_ = (cls: ts.ClassDeclaration) => cls.heritageClauses?.[0]?.types[0]?.getText() ?? '';
  const main = [...binding.classes].find(([, cls]) =>
    /^cdktf\.Terraform(Resource|DataSource|Provider)$/.test(extends_(cls)),
  );
  const type = /tfResourceType = "([^"]+)"/.exec(binding.text)?.[1];
  const version = /providerVersion: '([^']+)'/.exec(binding.text)?.[1];
  if (!main || !type || !version) throw new Error('This binding holds no resource, data source or provider.');
  return { type, version, block: blockOfClass(binding, main[0], main[0]) };
}

function blockOfClass(binding: Binding, className: string, writer: string): BlockSchema {
  const cls = binding.classes.get(className);
  if (!cls) throw new Error(`This binding has no class ${className}.`);
  const written = binding.written.get(writer);
  const block: OpenBlock = { attributes: {}, block_types: {} };
  cls.members.forEach((member, index) => {
    const comments = ts.getLeadingCommentRanges(binding.text, member.getFullStart()) ?? [];
    const comment = comments.map((range) => binding.text.slice(range.pos, range.end)).join('\n');
    const flagged =
      /^\/\/ (\S+) - computed: (true|false), optional: (true|false), required: (true|false)/m.exec(comment);
    const name = flagged?.[1];
    if (!name) return;
    const flags: Flags = {
      ...(flagged[4] === 'true' ? { required: true } : {}),
      ...(flagged[3] === 'true' ? { optional: true } : {}),
      ...(flagged[2] === 'true' ? { computed: true } : {}),
    };
    addMember(binding, block, cls, index, name, flags, written?.get(name));
  });
  return block;
}

function addMember(
  binding: Binding,
  block: OpenBlock,
  cls: ts.ClassDeclaration,
  index: number,
  name: string,
  flags: Flags,
  written: WrittenArgument | undefined,
): void {
  const held = heldClass(cls.members[index]);
  if (held && !held.name.startsWith('cdktf.')) return addNested(binding, block, name, flags, held, written);
  const type = held
    ? TYPE_OF_COLLECTION[held.name]
    : (typeOfGetter(cls, index) ?? TYPE_OF_STORAGE[written?.storage ?? '']);
  if (type) {
    block.attributes[name] = { type: written?.collection === 'set' ? asSet(type) : type, ...flags };
  } else if (written?.isBlock) {
    block.block_types[name] = blockOfInterface(binding, written, flags.required);
  } else {
    throw new Error(`The type of ${cls.name?.text}.${name} can't be told from its binding.`);
  }
}

/** The class in `private _x = new Something(this, "name", wrapsSet?)`. */
function heldClass(member: ts.ClassElement | undefined): { name: string; wrapsSet: boolean } | undefined {
  if (
    !member ||
    !ts.isPropertyDeclaration(member) ||
    !member.initializer ||
    !ts.isNewExpression(member.initializer)
  ) {
    return undefined;
  }
  const { expression, arguments: args } = member.initializer;
  return { name: expression.getText(), wrapsSet: args?.[2]?.kind === ts.SyntaxKind.TrueKeyword };
}

/** The getter is the flagged member itself or the one after it. */
function typeOfGetter(cls: ts.ClassDeclaration, index: number): AttributeType | undefined {
  for (const member of cls.members.slice(index, index + 2)) {
    const read = ts.isGetAccessor(member)
      ? /return (cdktf\.Fn\.tolist\()?this\.(\w+)\(/.exec(member.getText())
      : null;
    const type = read && TYPE_OF_GETTER[read[2] ?? ''];
    if (type) return read[1] ? asSet(type) : type;
  }
  return undefined;
}

function addNested(
  binding: Binding,
  block: OpenBlock,
  name: string,
  flags: Flags,
  held: { name: string; wrapsSet: boolean },
  written: WrittenArgument | undefined,
): void {
  const isSingle = held.name.endsWith('OutputReference');
  const element = isSingle ? held.name : held.name.replace(/(List|Map)$/, 'OutputReference');
  const inner = blockOfClass(binding, element, writerOf(element.replace(/OutputReference$/, '')));
  const isSet = held.wrapsSet || written?.collection === 'set';
  if (written?.isBlock) {
    const nesting: NestingMode = held.name.endsWith('Map')
      ? 'map'
      : written.collection === 'struct'
        ? 'single'
        : isSet
          ? 'set'
          : 'list';
    block.block_types[name] = {
      nesting_mode: nesting,
      ...(flags.required ? { min_items: 1 } : {}),
      ...(isSingle && nesting !== 'single' ? { max_items: 1 } : {}),
      block: inner,
    };
    return;
  }
  const object: AttributeType = ['object', objectOf(inner)];
  const type: AttributeType = held.name.endsWith('Map')
    ? ['map', object]
    : isSingle && written?.collection === 'struct'
      ? object
      : [isSet ? 'set' : 'list', object];
  block.attributes[name] = { type, ...flags };
}

/** Nested blocks of a provider are plain interfaces. */
function blockOfInterface(
  binding: Binding,
  written: WrittenArgument,
  required: true | undefined,
): NestedBlockSchema {
  const interfaceName = written.storage.replace(/List$/, '');
  const members = binding.interfaces.get(interfaceName)?.members ?? [];
  const argumentsWritten = [...(binding.written.get(writerOf(interfaceName)) ?? [])];
  const block: OpenBlock = { attributes: {}, block_types: {} };
  argumentsWritten.forEach(([name, argument], index) => {
    const flags: Flags = members[index]?.questionToken ? { optional: true } : { required: true };
    const type = TYPE_OF_STORAGE[argument.storage];
    if (type) block.attributes[name] = { type: argument.collection === 'set' ? asSet(type) : type, ...flags };
    else block.block_types[name] = blockOfInterface(binding, argument, flags.required);
  });
  const nesting: NestingMode =
    written.collection === 'set' ? 'set' : written.collection === 'struct' ? 'single' : 'list';
  return { nesting_mode: nesting, ...(required ? { min_items: 1 } : {}), block };
}

function writerOf(structName: string): string {
  return `${structName.charAt(0).toLowerCase()}${structName.slice(1)}ToHclTerraform`;
}

function objectOf(block: BlockSchema): Record<string, AttributeType> {
  const object: Record<string, AttributeType> = {};
  for (const [name, attribute] of Object.entries(block.attributes)) object[name] = attribute.type;
  for (const [name, nested] of Object.entries(block.block_types)) {
    const collection = nested.nesting_mode === 'single' ? 'list' : nested.nesting_mode;
    object[name] = [collection, ['object', objectOf(nested.block)]];
  }
  return object;
}
