/** Permission sets of Landing Zone Accelerator's `iam-config.yaml`. */
import { dirname, resolve } from 'node:path';
import { nodeAt, type SourceMap, type SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import { UserError } from '../../user-error.js';
import type { PermissionSetDraft } from '../draft.js';
import type { Collector } from './collector.js';
import { readInput } from './inputs.js';
import { holdsReplacement } from './lza-replacements.js';
import { nonEmpty, nonEmptyList } from './permission-set-fields.js';
import { boundaryIn, customerPolicies, managedPolicies, parsePolicy } from './policies.js';

/** @param root Of the file, beside which the inline policies are. */
export function readPermissionSet(collector: Collector, node: SourceNode, root: SourceMap): void {
  const name = collector.text(nodeAt(node, ['name']));
  if (name === undefined) collector.note(node, 'It has no name, so nothing is made of it.');
  else collector.addPermissionSet(name, node, () => describeSet(collector, node, root));
}

function describeSet(collector: Collector, node: SourceNode, root: SourceMap): PermissionSetDraft {
  const fields = collector.record(node, ['name', 'description', 'policies', 'sessionDuration']);
  const held =
    fields?.policies &&
    collector.record(fields.policies, [
      'awsManaged',
      'customerManaged',
      'acceleratorManaged',
      'inlinePolicy',
      'permissionsBoundary',
    ]);
  const policies = [
    ...managedPolicies(collector, held?.awsManaged),
    ...customerPolicies(collector, held?.customerManaged),
    ...customerPolicies(collector, held?.acceleratorManaged),
  ];
  return {
    description: nonEmpty(collector.text(fields?.description)),
    session: readMinutes(collector, fields?.sessionDuration),
    policies: nonEmptyList(policies),
    inlinePolicy: readPolicyFile(collector, held?.inlinePolicy, root),
    boundary: boundaryIn(collector, held?.permissionsBoundary, {
      aws: 'awsManagedPolicyName',
      customer: 'customerManagedPolicy',
    }),
  };
}

/** As an ISO 8601 duration. */
function readMinutes(collector: Collector, node: SourceNode | undefined): string | undefined {
  const text = collector.text(node);
  if (node === undefined || text === undefined) return undefined;
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes <= 0) {
    collector.note(node, `${quote(text)} is no number of minutes, so AWS’s own hour holds.`);
    return undefined;
  }
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours === 0 ? '' : `${hours}H`}${rest === 0 ? '' : `${rest}M`}`;
}

/** A JSON file beside the config, by its path from there. */
function readPolicyFile(
  collector: Collector,
  node: SourceNode | undefined,
  root: SourceMap,
): object | undefined {
  const path = collector.text(node);
  if (node === undefined || path === undefined) return undefined;
  try {
    const { name, text } = readInput(resolve(dirname(root.place.file.path), path));
    if (!holdsReplacement(text)) return parsePolicy(collector, node, text);
    collector.note(
      node,
      `${name} has texts that the accelerator puts others in place of, so the permission set has no inline policy here. Write them out.`,
    );
    return undefined;
  } catch (failure) {
    if (!(failure instanceof UserError)) throw failure;
    collector.note(node, `${failure.message} So the permission set has no inline policy here.`);
    return undefined;
  }
}
