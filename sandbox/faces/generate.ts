/** Writes the tables of what is modelled over the wire into their places in docs/sandbox-fidelity.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { renderModelled } from './aws/modelled.js';
import { renderModelledGraph } from './graph/modelled.js';

export const FIDELITY = resolve(__dirname, '../../docs/sandbox-fidelity.md');

/** The document with the tables as they are now. @throws Error where it has no place for one. */
export const withModelled = (document: string): string =>
  withTable(
    withTable(document, 'aws-operations', renderModelled()),
    'graph-operations',
    renderModelledGraph(),
  );

function withTable(document: string, name: string, table: string): string {
  const begin = `<!-- ${name}: written by \`npm run generate\` -->`;
  const end = `<!-- /${name} -->`;
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The document lacks ${begin} and ${end}.`);
  return `${document.slice(0, from)}${begin}\n\n${table}\n\n${document.slice(to)}`;
}

if (require.main === module) writeFileSync(FIDELITY, withModelled(readFileSync(FIDELITY, 'utf8')));
