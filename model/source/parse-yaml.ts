/** One YAML file's text as a tree of values with their places. */
import { LineCounter, parseDocument, type Document } from 'yaml';
import { error, type Problem } from '../problem.js';
import { convertDocument } from './convert-document.js';
import { locationOf, type ParsedFile, type SourceFile } from './node.js';

/** YAML 1.2 with merge keys. Tags, several documents and keys that aren't text are problems. */
export function parseYaml(path: string, name: string, text: string): ParsedFile {
  const lines = new LineCounter();
  const file: SourceFile = { path, name, lines };
  const document = readDocument(text, lines);
  if ('refusal' in document)
    return { problems: [error({ file: name, line: 1, path: '' }, document.refusal)], whole: false };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return { problems: syntaxProblems(file, faults), whole: false };
  return convertDocument(document, file);
}

/** The library reports what is wrong with the text; it throws only where that is beyond it, as deep nesting is. */
function readDocument(text: string, lineCounter: LineCounter): Document.Parsed | { refusal: string } {
  try {
    return parseDocument(text, {
      lineCounter,
      merge: true,
      schema: 'core',
      resolveKnownTags: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    }) as Document.Parsed;
  } catch {
    return { refusal: 'can’t be read as YAML: it is nested too deeply or broken beyond repair.' };
  }
}

type Fault = Document.Parsed['errors'][number] | Document.Parsed['warnings'][number];

/** One for each line: what follows on the same line follows from the first. */
function syntaxProblems(file: SourceFile, faults: readonly Fault[]): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const { code, message, pos } of tabsAlone(faults)) {
    const location = locationOf({ file, offset: pos[0] });
    if (!byLine.has(location.line)) byLine.set(location.line, error(location, wordFault(code, message)));
  }
  return [...byLine.values()];
}

/** What follows a tab in an indentation follows from it, so of that nothing but further tabs is told. */
function tabsAlone(faults: readonly Fault[]): readonly Fault[] {
  const tab = faults.find(({ code }) => code === 'TAB_AS_INDENT');
  if (tab === undefined) return faults;
  return faults.filter(({ code, pos }) => code === 'TAB_AS_INDENT' || pos[0] < tab.pos[0]);
}

function wordFault(code: Fault['code'], message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'starts a second document: a config file holds one.';
  if (code === 'RESOURCE_EXHAUSTION') return 'is nested too deeply.';
  if (code === 'TAG_RESOLVE_FAILED') return `has a tag that a config can’t hold (${message}).`;
  return `is not valid YAML: ${message.replace(/\.$/, '')}.`;
}
