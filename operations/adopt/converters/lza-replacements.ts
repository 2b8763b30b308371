/** Texts that Landing Zone Accelerator puts others in place of: `{{ ProdAccount }}`, `${ACCEL_LOOKUP::…}`, `${ORG_ID}`. */
import type { SourceMap, SourceNode } from '../../../model/source/node.js';
import { Expression } from './reader.js';

/** Variables of IAM policies, such as `${aws:username}`, begin with a small letter. */
const REPLACEMENT = /\{\{|\$\{[A-Z]/;

export const holdsReplacement = (text: string): boolean => REPLACEMENT.test(text);

/** With an Expression for every text that has one: what stands there is not known. */
export function markReplacements(root: SourceMap): SourceMap {
  return { ...root, entries: new Map([...root.entries].map(([key, child]) => [key, mark(child)])) };
}

function mark(node: SourceNode): SourceNode {
  if (node.kind === 'map') return markReplacements(node);
  if (node.kind === 'list') return { ...node, items: node.items.map(mark) };
  return typeof node.value === 'string' && holdsReplacement(node.value)
    ? { ...node, value: new Expression(node.value, 'is put in by the accelerator', '') }
    : node;
}
