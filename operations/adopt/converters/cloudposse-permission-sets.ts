/** Permission sets of cloudposse's `terraform-aws-sso`. */
import { nodeAt, type SourceNode } from '../../../model/source/node.js';
import type { PermissionSetDraft } from '../draft.js';
import type { Collector } from './collector.js';
import { nonEmptyList, readSettings } from './permission-set-fields.js';
import {
  customerPolicy,
  inlinePolicy,
  managedPolicies,
  policyByNameAndPath,
  type PolicyInput,
} from './policies.js';

export function readPermissionSet(collector: Collector, node: SourceNode): void {
  const name = collector.text(nodeAt(node, ['name']));
  if (name === undefined) collector.note(node, 'It has no name, so nothing is made of it.');
  else collector.addPermissionSet(name, node, () => describeSet(collector, node));
}

function describeSet(collector: Collector, node: SourceNode): PermissionSetDraft {
  const fields = collector.record(node, [
    'name',
    'description',
    'relay_state',
    'session_duration',
    'tags',
    'inline_policy',
    'policy_attachments',
    'customer_managed_policy_attachments',
  ]);
  const policies = [
    ...managedPolicies(collector, fields?.policy_attachments),
    ...collector
      .items(fields?.customer_managed_policy_attachments)
      .flatMap((each) => readCustomerPolicy(collector, each) ?? []),
  ];
  return {
    ...readSettings(collector, fields),
    policies: nonEmptyList(policies),
    inlinePolicy: inlinePolicy(collector, fields?.inline_policy),
  };
}

/** `{ name, path }`; a name alone in former versions. */
function readCustomerPolicy(collector: Collector, node: SourceNode): PolicyInput | undefined {
  if (node.kind === 'map') return policyByNameAndPath(collector, node);
  const name = collector.text(node);
  return name === undefined ? undefined : customerPolicy(name);
}
