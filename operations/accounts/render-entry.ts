import { renderFlow } from './flow-yaml.js';

/** A map in block style, to stand under its key; maps in it are in flow style. */
export function renderBlock(
  entry: Readonly<Record<string, unknown>>,
  quotes: { readonly singleQuote: boolean },
): string {
  return Object.entries(entry)
    .map(([key, value]) => `\n  ${key}: ${renderFlow(value, quotes)}`)
    .join('');
}
