/** Parts of one environment as one tree. */
import type { Problem } from '../problem.js';
import { definedTwice } from './convert-document.js';
import type { SourceMap, SourceNode } from './node.js';

/** The one list that is joined: its lines say nothing about each other. */
const JOINED = 'access';

/**
 * Maps are united at every depth, and the `access` lists joined in order. Anything else that stands in both is
 * a problem; the first holds.
 */
export function unite(first: SourceMap, second: SourceMap, problems: Problem[]): SourceMap {
  return uniteMaps(first, second, problems, true);
}

function uniteMaps(first: SourceMap, second: SourceMap, problems: Problem[], top: boolean): SourceMap {
  const entries = new Map(first.entries);
  for (const [key, theirs] of second.entries) {
    const ours = entries.get(key);
    entries.set(key, ours === undefined ? theirs : uniteNodes(ours, theirs, problems, top && key === JOINED));
  }
  return { ...first, entries };
}

function uniteNodes(ours: SourceNode, theirs: SourceNode, problems: Problem[], join: boolean): SourceNode {
  if (ours.kind === 'map' && theirs.kind === 'map') return uniteMaps(ours, theirs, problems, false);
  if (join && ours.kind === 'list' && theirs.kind === 'list') {
    return { ...ours, items: [...ours.items, ...theirs.items] };
  }
  problems.push(definedTwice(theirs.place, ours.place));
  return ours;
}
