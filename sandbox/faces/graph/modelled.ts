/** What is modelled of Graph, as a table. */
import { operations } from './operations.js';
import type { Method } from './operation.js';

/** In v1.0 and beta alike. */
export const modelledGraph = (): { readonly method: Method; readonly path: string }[] =>
  operations.map(({ method, path }) => ({ method, path }));

/** Markdown: a line for each path, with its methods. */
export function renderModelledGraph(): string {
  const methods = new Map<string, Method[]>();
  for (const { method, path } of modelledGraph()) methods.set(path, [...(methods.get(path) ?? []), method]);
  return [
    '| Path | Methods |',
    '| --- | --- |',
    ...[...methods].map(([path, of]) => `| \`${path}\` | ${of.join(', ')} |`),
  ].join('\n');
}
