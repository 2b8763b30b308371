/** Templates of AWS's sample "single-stage IAM Identity Center pipeline": permission sets in JSON, assignments in YAML or JSON. */
import type { SourceMap, SourceNode } from '../../../model/source/node.js';
import { listAll } from '../../../model/text.js';
import { UserError } from '../../user-error.js';
import type { PermissionSetDraft } from '../draft.js';
import { Collector } from './collector.js';
import type { Converter } from './converter.js';
import { parseInput } from './inputs.js';
import { nonEmpty, nonEmptyList } from './permission-set-fields.js';
import {
  customerPolicies,
  customerPolicy,
  inlinePolicy,
  managedPolicies,
  managedPolicy,
  policyByNameAndPath,
  type PolicyInput,
} from './policies.js';
import { findTarget } from './pipeline-targets.js';

const SET_FIELDS = [
  'Name',
  'Description',
  'SessionDuration',
  'ManagedPolicies',
  'CustomerManagedPolicies',
  'CustomPolicy',
  'PermissionBoundary',
  'AwsPermissionBoundaryArn',
  'CustomerPermissionBoundary',
] as const;

export const pipeline: Converter = {
  source: 'templates of AWS’s single-stage pipeline sample',
  endings: ['.json', '.yaml', '.yml'],
  convert(environment, files, accounts) {
    const collector = new Collector(accounts);
    const roots = files.map(parseInput);
    const [assignments, others] = divide(roots, ({ entries }) => entries.has('Assignments'));
    const [sets, strangers] = divide(others, ({ entries }) => entries.has('Name'));
    if (assignments.length + sets.length === 0)
      throw new UserError(
        `None of these files is a template of this sample: none has Assignments, or the Name of a permission set. ${listAll(files.slice(0, 5).map(({ name }) => name))} ${files.length === 1 ? 'was' : 'were'} looked at.`,
      );
    for (const set of sets) readSet(collector, set);
    for (const root of assignments)
      for (const each of collector.items(root.entries.get('Assignments'))) readAssignment(collector, each);
    for (const root of strangers)
      collector.note(root, 'It is neither a permission set nor a list of assignments.');
    return Promise.resolve(collector.find({ environment }));
  },
};

function divide<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function readSet(collector: Collector, node: SourceMap): void {
  const name = collector.text(node.entries.get('Name'));
  if (name === undefined) collector.note(node, 'It has no name, so nothing is made of it.');
  else collector.addPermissionSet(name, node, () => describeSet(collector, node));
}

function describeSet(collector: Collector, node: SourceMap): PermissionSetDraft {
  const fields = collector.record(node, SET_FIELDS);
  const policies = [
    ...managedPolicies(collector, fields?.ManagedPolicies),
    ...customerPolicies(collector, fields?.CustomerManagedPolicies),
  ];
  const customerBoundary = fields?.CustomerPermissionBoundary;
  return {
    description: nonEmpty(collector.text(fields?.Description)),
    session: nonEmpty(collector.text(fields?.SessionDuration)),
    policies: nonEmptyList(policies),
    inlinePolicy: inlinePolicy(collector, fields?.CustomPolicy),
    boundary:
      readBoundary(collector, fields?.PermissionBoundary) ??
      managedPolicy(collector, fields?.AwsPermissionBoundaryArn) ??
      (customerBoundary && policyByNameAndPath(collector, customerBoundary)),
  };
}

/** `{ PolicyType: AWS or Customer, Policy }`. */
function readBoundary(collector: Collector, node: SourceNode | undefined): PolicyInput | undefined {
  const fields = node && collector.record(node, ['PolicyType', 'Policy']);
  const policy = collector.text(fields?.Policy);
  if (policy === undefined) return undefined;
  const isCustomer = collector.text(fields?.PolicyType)?.toLowerCase() === 'customer';
  return isCustomer ? customerPolicy(policy) : managedPolicy(collector, fields?.Policy);
}

function readAssignment(collector: Collector, node: SourceNode): void {
  const fields = collector.record(node, [
    'SID',
    'PrincipalId',
    'PrincipalType',
    'PermissionSetName',
    'Target',
    'Exclusions',
  ]);
  if (fields === undefined) return;
  const name = collector.text(fields.PrincipalId);
  const type = collector.principalType(fields.PrincipalType, node);
  const set = collector.text(fields.PermissionSetName);
  if (name === undefined || type === undefined || set === undefined) return;
  const targets = collector.items(fields.Target).map((each) => findTarget(collector, each, 'narrow'));
  const exclusions = collector.items(fields.Exclusions).map((each) => findTarget(collector, each, 'wide'));
  if (exclusions.includes(undefined)) {
    collector.note(node, 'What it excludes is not known here, so nothing is made of the whole assignment.');
    return;
  }
  const excluded = new Set(exclusions.flatMap((keys) => keys ?? []));
  const keys = targets.flatMap((found) => found ?? []).filter((key) => !excluded.has(key));
  collector.addGrants({ type, name }, set, keys, node);
}
