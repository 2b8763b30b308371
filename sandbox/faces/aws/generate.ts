/** Writes the table of modelled operations into its place in docs/sandbox-fidelity.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { renderModelled } from './modelled.js';

const BEGIN = '<!-- aws-operations: written by `npm run generate` -->';
const END = '<!-- /aws-operations -->';

export const FIDELITY = resolve(__dirname, '../../../docs/sandbox-fidelity.md');

/** The document with the table as it is now. @throws Error where it has no place for it. */
export function withModelled(document: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The document lacks ${BEGIN} and ${END}.`);
  return `${document.slice(0, begin)}${BEGIN}\n\n${renderModelled()}\n\n${document.slice(end)}`;
}

if (require.main === module) writeFileSync(FIDELITY, withModelled(readFileSync(FIDELITY, 'utf8')));
