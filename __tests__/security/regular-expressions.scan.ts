/** No regular expression of the product takes more than linear time, whatever text it is given. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from 'recheck';
import ts from 'typescript';

interface Expression {
  readonly source: string;
  readonly flags: string;
  readonly place: string;
}

/** Judged worse than linear, or by nothing but a person; each with why it does no harm. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'model/reference.ts / ?Default: (.+?)\\.(?= |$)/':
    'reads this program’s own descriptions, when it is built',
  'operations/access-formats/page.ts /^import [^;]*;\\n/gm': 'reads this program’s own scripts',
  'operations/adopt/converters/hcl.ts /[\\].\\s]+$/': 'reads a message of the parser’s, which is short',
  'operations/aws-config/kept-part.ts /^[ \\t]*\\[([^\\]\\r\\n]*)\\]/gm':
    'begins at the start of a line and ends at its end, so that no text is read twice',
};

/** What is put together at run time; each with an example of it. */
const COMPOSED: Readonly<Record<string, readonly [source: string, flags: string]>> = {
  'cli/printable.ts new RegExp(`(${ESCAPE}\\\\[(?:[014]|[39][0-7])m)`)': [
    '(\\x1b\\[(?:[014]|[39][0-7])m)',
    '',
  ],
  'model/declaration/emergency-access.ts new RegExp(`^${IAM_NAME}{1,64}$`)': ['^[\\w+=,.@-]{1,64}$', ''],
  'model/declaration/emergency-access.ts new RegExp(`^(${IAM_NAME}+/)*${IAM_NAME}{1,64}$`)': [
    '^([\\w+=,.@-]+/)*[\\w+=,.@-]{1,64}$',
    '',
  ],
  'model/declaration/permission-set.ts new RegExp(`^${IAM_NAME}{1,128}$`)': ['^[\\w+=,.@-]{1,128}$', ''],
  'model/declaration/permission-set.ts new RegExp(`^${IAM_NAME}{1,32}$`)': ['^[\\w+=,.@-]{1,32}$', ''],
  "operations/aws-config/kept-part.ts new RegExp(`^${line}(\\\\r?\\\\n|$)`, 'gm')": [
    '^# >>> federation prod:.*(\\r?\\n|$)',
    'gm',
  ],
  "operations/explain/explain-lock.ts new RegExp(`^[ \\\\t]*${name}:[ \\\\t]+(\\\\S.*)$`, 'm')": [
    '^[ \\t]*Who:[ \\t]+(\\S.*)$',
    'm',
  ],
  "operations/explain/explain-refused-write.ts new RegExp( `\\\\b(?:open|write|mkdir|rename|sync|close) (\\\\S+): (${Object.keys(CODES).join('|')})`, )":
    ['\\b(?:open|write|mkdir|rename|sync|close) (\\S+): (no space left on device|permission denied)', ''],
};

const files = ['model', 'stacks', 'operations', 'cli']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((file) => /\.(ts|mjs|cjs)$/.test(file))
  .concat('main.ts');

const literals: Expression[] = [];
const composed: string[] = [];
for (const file of files)
  collect(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));

function collect(node: ts.Node): void {
  const text = node.getText();
  const place = `${node.getSourceFile().fileName} ${text}`;
  if (ts.isRegularExpressionLiteral(node)) {
    const end = text.lastIndexOf('/');
    literals.push({ source: text.slice(1, end), flags: text.slice(end + 1), place });
  }
  const called = ts.isNewExpression(node) || ts.isCallExpression(node) ? node.expression.getText() : '';
  if (called === 'RegExp') composed.push(place.replace(/\s+/g, ' '));
  ts.forEachChild(node, collect);
}

/** One after the other, with what is random in it fixed: the answer doesn't depend on how busy the machine is. */
async function judge(expressions: readonly Expression[]): Promise<string[]> {
  const judged: string[] = [];
  for (const { source, flags, place } of expressions) {
    const judgement = await check(source, flags, { timeout: 60_000, randomSeed: 1 });
    const { status } = judgement;
    if (status === 'vulnerable') judged.push(`${place}: ${judgement.complexity.summary}`);
    else if (status !== 'safe') judged.push(`${place}: ${status}`);
  }
  return judged;
}

test('those written out', async () => {
  expect(literals.length).toBeGreaterThan(100);
  const judged = await judge(literals);
  const unexpected = judged.filter(
    (said) => !Object.keys(EXCEPTIONS).some((place) => said.startsWith(place)),
  );
  expect(unexpected).toEqual([]);
  // None is excused that needs no excuse.
  expect(judged).toHaveLength(Object.keys(EXCEPTIONS).length);
});

test('those put together', async () => {
  expect(composed.sort()).toEqual(Object.keys(COMPOSED).sort());
  const examples = Object.entries(COMPOSED).map(([place, [source, flags]]) => ({ place, source, flags }));
  expect(await judge(examples)).toEqual([]);
});
