/** Templates of AWS's sample "single-stage IAM Identity Center pipeline": permission sets in JSON, assignments in YAML or JSON. */
import type { SourceMap, SourceNode } from '../../../model/source/node.js';
import { listAll, quote } from '../../../model/text.js';
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
  readBoundary,
} from './policies.js';
import { findExcluded, findTarget } from './pipeline-targets.js';
import type { Reader } from './reader.js';

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
      for (const each of collector.items(collector.record(root, ['Assignments'])?.Assignments))
        readAssignment(collector, each);
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
  return {
    description: nonEmpty(collector.text(fields?.Description)),
    session: nonEmpty(collector.text(fields?.SessionDuration)),
    policies: nonEmptyList(policies),
    inlinePolicy: inlinePolicy(collector, fields?.CustomPolicy),
    boundary: readBoundary(collector, node, [
      [fields?.PermissionBoundary, readTypedPolicy],
      [fields?.AwsPermissionBoundaryArn, managedPolicy],
      [fields?.CustomerPermissionBoundary, policyByNameAndPath],
    ]),
  };
}

/** `{ PolicyType: AWS or Customer, Policy }`. */
function readTypedPolicy(collector: Reader, node: SourceNode): PolicyInput | undefined {
  const fields = collector.record(node, ['PolicyType', 'Policy']);
  const policy = fields && collector.wanted(fields, 'Policy', node);
  const type = fields && collector.wanted(fields, 'PolicyType', node)?.toLowerCase();
  if (policy === undefined || type === undefined) return undefined;
  if (type === 'customer') return customerPolicy(policy);
  if (type === 'aws') return managedPolicy(collector, fields?.Policy);
  collector.note(node, `${quote(type)} is no type of policy that this program knows: AWS or Customer.`);
  return undefined;
}

function readAssignment(collector: Collector, node: SourceNode): void {
  const fields = collector.wholeRecord(node, [
    'SID',
    'PrincipalId',
    'PrincipalType',
    'PermissionSetName',
    'Target',
    'Exclusions',
  ]);
  if (fields === undefined) return;
  const name = collector.wanted(fields, 'PrincipalId', node);
  const type = collector.principalType(fields.PrincipalType, node);
  const set = collector.wanted(fields, 'PermissionSetName', node);
  if (name === undefined || type === undefined || set === undefined) return;
  const targets = collector.items(fields.Target).flatMap((each) => findTarget(collector, each) ?? []);
  const excluded = collector.leftOut(node, 'Exclusions', (each) => findExcluded(collector, each))?.flat();
  if (excluded === undefined) return;
  const keys = targets.filter((key) => !excluded.includes(key));
  collector.addGrants({ type, name }, set, keys, node);
}
