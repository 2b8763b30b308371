/**
 * The source of a prebuilt CDKTF binding: each `index.js` carries, in an inline source map, the TypeScript that it
 * was generated as, and that still says what the compiled code has lost.
 */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** How a binding writes one argument: the entries of its `synthesizeHclAttributes` and `…ToHclTerraform`. */
export interface WrittenArgument {
  readonly isBlock: boolean;
  /** `simple`, `list`, `set`, `map` or `struct`. */
  readonly collection: string;
  /** Such as `stringList`, or the class of a nested block. */
  readonly storage: string;
}

export interface Binding {
  readonly text: string;
  readonly classes: ReadonlyMap<string, ts.ClassDeclaration>;
  /** The optional members of each interface, by the interface's name. */
  readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>;
  /** By the name of the class or of the `…ToHclTerraform` function. */
  readonly written: ReadonlyMap<string, ReadonlyMap<string, WrittenArgument>>;
}

/** @throws Error where the file isn't a prebuilt binding. */
export function loadBinding(indexFile: string): Binding {
  const inlineMap = /sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)/.exec(
    readFileSync(indexFile, 'utf8'),
  );
  if (!inlineMap?.[1]) throw new Error(`${indexFile} holds no inline source map.`);
  const sourceMap = JSON.parse(Buffer.from(inlineMap[1], 'base64').toString('utf8')) as {
    sourcesContent: string[];
  };
  return parseBinding(sourceMap.sourcesContent[0] ?? '');
}

function parseBinding(text: string): Binding {
  const classes = new Map<string, ts.ClassDeclaration>();
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  const written = new Map<string, ReadonlyMap<string, WrittenArgument>>();
  ts.createSourceFile('binding.ts', text, ts.ScriptTarget.ES2022, true).forEachChild((node) => {
    if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, node);
    if (ts.isFunctionDeclaration(node) && node.name?.text.endsWith('ToHclTerraform')) {
      written.set(node.name.text, writtenArguments(node));
    }
    if (ts.isClassDeclaration(node) && node.name) {
      classes.set(node.name.text, node);
      const synthesize = node.members.find((member) => member.name?.getText() === 'synthesizeHclAttributes');
      if (synthesize) written.set(node.name.text, writtenArguments(synthesize));
    }
  });
  return { text, classes, interfaces, written };
}

/** Reads `const attrs = { name: { value, isBlock, type, storageClassType }, … }` within a function. */
function writtenArguments(within: ts.Node): ReadonlyMap<string, WrittenArgument> {
  const found = new Map<string, WrittenArgument>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'attrs' && node.initializer) {
      for (const [name, entry] of objectEntries(node.initializer)) {
        const parts = new Map(
          objectEntries(entry).map(([key, value]) => [key, value.getText().replace(/^"|"$/g, '')]),
        );
        found.set(name, {
          isBlock: parts.get('isBlock') === 'true',
          collection: parts.get('type') ?? '',
          storage: parts.get('storageClassType') ?? '',
        });
      }
    }
    node.forEachChild(visit);
  };
  visit(within);
  return found;
}

function objectEntries(node: ts.Node): [string, ts.Expression][] {
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties
    .filter(ts.isPropertyAssignment)
    .map((property) => [property.name.getText().replace(/^["']|["']$/g, ''), property.initializer]);
}
