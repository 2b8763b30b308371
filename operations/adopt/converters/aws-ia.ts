/** Inputs of aws-ia's Terraform module `iam-identity-center`: a module's block, or `.tfvars` files. */
import type { SourceNode } from '../../../model/source/node.js';
import type { Findings } from '../findings.js';
import type { PermissionSetDraft } from '../draft.js';
import { permissionSetName, principalName } from './aws-ia-names.js';
import { Collector } from './collector.js';
import type { Converter } from './converter.js';
import { parseHcl } from './hcl.js';
import { HclValues } from './hcl-values.js';
import { nonEmptyList, readSettings } from './permission-set-fields.js';
import { boundaryIn, customerPolicies, inlinePolicy, managedPolicies } from './policies.js';
import { type Inputs, readModuleInputs } from './terraform-inputs.js';

const SOURCE = /aws-ia\/(terraform-aws-)?iam-identity-center/;

/** Inputs that the config has nothing for, with the reason. */
const NOT_HERE = {
  sso_groups:
    'The module makes this group in Identity Center. Here groups come from Entra: there must be one of that name.',
  sso_users:
    'The module makes this person in Identity Center. Here people, and who is in which group, come from Entra.',
  existing_sso_users: undefined,
  existing_google_sso_users:
    'The module looks for this person of Google Workspace. Here people come from Entra.',
  existing_sso_groups: undefined,
  existing_permission_sets: undefined,
  sso_applications: 'The config is about access to AWS accounts, not to applications.',
} as const;

/** All that is read of what exists already. */
const NAMES = ['group_name', 'user_name', 'permission_set_name'] as const;

const KNOWN = [
  'permission_sets',
  'account_assignments',
  'sso_instance_access_control_attributes',
  ...Object.keys(NOT_HERE),
];

export const awsIa: Converter = {
  source: 'inputs of aws-ia’s module iam-identity-center',
  endings: ['.tf', '.tf.json', '.tfvars', '.tfvars.json'],
  async convert(environment, files, accounts) {
    const parsed = await Promise.all(files.map(parseHcl));
    const values = new HclValues(parsed);
    const collector = new Collector(accounts);
    const attributes: Record<string, string> = {};
    const all = await readModuleInputs(parsed, values, {
      source: SOURCE,
      known: KNOWN,
      tool: 'this module',
      reader: collector,
    });
    for (const inputs of all) {
      readSets(collector, inputs.get('permission_sets'));
      readAssignments(collector, inputs);
      Object.assign(
        attributes,
        readAttributes(collector, inputs.get('sso_instance_access_control_attributes')),
      );
      noteOthers(collector, inputs);
    }
    return collector.find({
      environment,
      ...(Object.keys(attributes).length > 0 ? attributesOf(attributes) : {}),
    });
  },
};

const attributesOf = (attributes: Record<string, string>): Pick<Findings, 'aws'> => ({
  aws: { identityCenter: { attributes } },
});

function readSets(collector: Collector, node: SourceNode | undefined): void {
  for (const [name, set] of collector.entries(node))
    collector.addPermissionSet(name, set, () => readSet(collector, set));
}

function readSet(collector: Collector, node: SourceNode): PermissionSetDraft {
  const fields = collector.record(node, [
    'description',
    'session_duration',
    'relay_state',
    'tags',
    'aws_managed_policies',
    'customer_managed_policies',
    'inline_policy',
    'permissions_boundary',
  ]);
  const policies = [
    ...managedPolicies(collector, fields?.aws_managed_policies),
    ...customerPolicies(collector, fields?.customer_managed_policies),
  ];
  return {
    ...readSettings(collector, fields),
    policies: nonEmptyList(policies),
    inlinePolicy: inlinePolicy(collector, fields?.inline_policy),
    boundary: boundaryIn(collector, fields?.permissions_boundary, {
      aws: 'managed_policy_arn',
      customer: 'customer_managed_policy_reference',
    }),
  };
}

function readAssignments(collector: Collector, inputs: Inputs): void {
  for (const [, assignment] of collector.entries(inputs.get('account_assignments'))) {
    const fields = collector.wholeRecord(assignment, [
      'principal_name',
      'principal_type',
      'principal_idp',
      'permission_sets',
      'account_ids',
    ]);
    if (fields === undefined) continue;
    const key = collector.wanted(fields, 'principal_name', assignment);
    const idp = collector.text(fields.principal_idp);
    const type = collector.principalType(fields.principal_type, assignment);
    const keys = collector.items(fields.account_ids).flatMap((each) => collector.account(each) ?? []);
    const sets = collector
      .texts(fields.permission_sets)
      .flatMap((set) => permissionSetName(collector, inputs, set, assignment) ?? []);
    if (key === undefined || type === undefined) continue;
    if (fields.principal_idp !== undefined && idp === undefined) continue;
    const name = principalName(collector, inputs, { type, key, idp }, assignment);
    if (name === undefined) continue;
    for (const set of sets) collector.addGrants({ type, name }, set, keys, assignment);
  }
}

function readAttributes(collector: Collector, node: SourceNode | undefined): Record<string, string> {
  const attributes = collector.items(node).flatMap((item): [string, string][] => {
    const fields = collector.record(item, ['attribute_name', 'source']);
    const name = collector.text(fields?.attribute_name);
    const [source, ...others] = collector.texts(fields?.source);
    if (name === undefined || source === undefined) return [];
    if (others.length > 0)
      collector.note(item, 'It has several sources, and an attribute here has one: the first is taken.');
    return [[name, source]];
  });
  return Object.fromEntries(attributes);
}

function noteOthers(collector: Collector, inputs: Inputs): void {
  for (const [input, node] of inputs) {
    if (!KNOWN.includes(input)) {
      collector.note(node, 'This program doesn’t know this input, so nothing is made of it.');
      continue;
    }
    if (!Object.hasOwn(NOT_HERE, input)) continue;
    const why = NOT_HERE[input as keyof typeof NOT_HERE];
    for (const [, entry] of collector.entries(node)) {
      if (why === undefined) collector.record(entry, NAMES);
      else collector.note(entry, why);
    }
  }
}
