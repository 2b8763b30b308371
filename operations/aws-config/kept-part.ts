/** The part of an AWS config file that belongs to one environment, between two marks. The rest is its owner's. */
import type { TakenNames } from './profiles.js';

export interface SplitFile {
  readonly before: string;
  /** What stands between the marks; absent where there are none. */
  readonly kept?: string;
  readonly after: string;
}

const begin = (environment: string): string =>
  `# >>> federation ${environment}: kept by \`federation aws-config ${environment} --write\`, which replaces what you edit here`;
const end = (environment: string): string => `# <<< federation ${environment}`;

/** Throws an Error that says what is wrong with the marks: one without the other, twice, or in the wrong order. */
export function splitFile(content: string, environment: string): SplitFile {
  const begins = marksOf(content, `# >>> federation ${environment}:`);
  const ends = marksOf(content, end(environment));
  if (begins.length === 0 && ends.length === 0) return { before: content, after: '' };
  const [first] = begins;
  const [last] = ends;
  if (
    first === undefined ||
    last === undefined ||
    begins.length + ends.length > 2 ||
    first.start > last.start
  )
    throw new Error(
      `It should have "# >>> federation ${environment}: …" once, and after it "${end(environment)}" once; it has ${begins.length} and ${ends.length}.`,
    );
  return {
    before: content.slice(0, first.start),
    kept: content.slice(first.end, last.start),
    after: content.slice(last.end),
  };
}

/** The file with this part in place of the one before, or at its end. Line ends are those that the file has. */
export function joinFile({ before, kept, after }: SplitFile, environment: string, part: string): string {
  const lineEnd = /\r\n/.test(before + after) ? '\r\n' : '\n';
  const marked = [begin(environment), part.trimEnd(), end(environment), '']
    .join('\n')
    .replaceAll('\n', lineEnd);
  if (kept !== undefined) return before + marked + after;
  const gap = before === '' ? '' : before.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
  return before + gap + marked;
}

/** The names of sections outside of the part. `[default]` is the profile `default`. */
export function namesIn({ before, after }: SplitFile): TakenNames {
  const sessions = new Set<string>();
  const profiles = new Set<string>();
  for (const [, section = ''] of `${before}\n${after}`.matchAll(/^[ \t]*\[([^\]\r\n]*)\]/gm)) {
    const [, kind = '', name = ''] = /^(?:(profile|sso-session)\s+)?(.*)$/s.exec(section.trim()) ?? [];
    const plain = name.replace(/^"(.*)"$|^'(.*)'$/, '$1$2');
    (kind === 'sso-session' ? sessions : profiles).add(plain);
  }
  return { sessions, profiles };
}

interface Mark {
  readonly start: number;
  /** Behind its line's end. */
  readonly end: number;
}

/** Lines that begin with the text. The end mark is a whole line. */
function marksOf(content: string, text: string): Mark[] {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const line = text.endsWith(':') ? `${escaped}.*` : `${escaped}[ \\t]*`;
  return [...content.matchAll(new RegExp(`^${line}(\\r?\\n|$)`, 'gm'))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
