/** cloudposse's component as Atmos stacks have it. */
import { nodeAt, type SourceMap, type SourceNode } from '../../../model/source/node.js';
import { isMap, type Reader } from './reader.js';
import type { Inputs } from './terraform-inputs.js';

/** The variables of every Atmos component that has account assignments; a file of variables alone is one too. */
export function readComponents(reader: Reader, root: SourceMap): Inputs[] {
  const components = nodeAt(root, ['components', 'terraform']);
  const all = isMap(components) ? [...components.entries.values()] : [];
  const deployed = all.filter((each) => isDeployed(reader, each)).map((each) => nodeAt(each, ['vars']));
  return [...deployed, nodeAt(root, ['vars']), root]
    .filter(isMap)
    .filter(({ entries }) => entries.has('account_assignments'))
    .map(({ entries }) => entries);
}

/** Not one that Atmos keeps for others to inherit from, or that is switched off: those are noted where they matter. */
function isDeployed(reader: Reader, node: SourceNode): boolean {
  const [type, enabled] = ['type', 'enabled'].map((key) => nodeAt(node, ['metadata', key]));
  const isOn =
    (type === undefined || textOf(type) === 'real') && (enabled === undefined || textOf(enabled) === 'true');
  const assignments = nodeAt(node, ['vars', 'account_assignments']);
  if (!isOn && assignments !== undefined)
    reader.note(
      assignments,
      'Its metadata says that this component is not deployed itself, so nothing is made of it.',
    );
  return isOn;
}

const textOf = (node: SourceNode): string | undefined => (node.kind === 'scalar' ? node.text : undefined);
