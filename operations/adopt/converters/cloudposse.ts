/** Inputs of cloudposse's `terraform-aws-sso` modules, and of its `aws-sso` (identity-center) component: Terraform or Atmos. */
import { nodeAt, type SourceMap, type SourceNode } from '../../../model/source/node.js';
import { UserError } from '../../user-error.js';
import { isAccountId } from './account-directory.js';
import { readPermissionSet } from './cloudposse-permission-sets.js';
import { Collector } from './collector.js';
import type { Converter } from './converter.js';
import { blocks, type HclFile, parseHcl } from './hcl.js';
import { HclValues } from './hcl-values.js';
import { type InputFile, parseInput } from './inputs.js';
import { isMap } from './reader.js';
import { type Inputs, readModuleInputs } from './terraform-inputs.js';

const SOURCE = /cloudposse\/(sso\/aws|terraform-aws-sso)/;

/** Inputs of the modules and of the component that say nothing about access. */
const CONTEXT = [
  'enabled',
  'context',
  'region',
  'namespace',
  'tenant',
  'environment',
  'stage',
  'name',
  'tags',
  'privileged',
  'idp_groups',
  'account_map_enabled',
  'account_map_component_name',
  'identitystore_group_depends_on',
];

export const cloudposse: Converter = {
  source: 'inputs of cloudposse’s terraform-aws-sso',
  endings: ['.tf', '.tf.json', '.tfvars', '.tfvars.json', '.yaml', '.yml'],
  async convert(environment, files, accounts) {
    const collector = new Collector(accounts);
    const isYaml = ({ path }: InputFile) => /\.ya?ml$/.test(path);
    const components = files.filter(isYaml).flatMap((file) => readComponents(parseInput(file)));
    const parsed = await Promise.all(files.filter((file) => !isYaml(file)).map(parseHcl));
    const modules = await readTerraform(parsed, components.length > 0, collector);
    for (const inputs of [...components, ...modules]) readInputs(collector, inputs);
    return collector.find({ environment });
  },
};

/** The variables of every Atmos component that has account assignments; a file of variables alone is one too. */
function readComponents(root: SourceMap): Inputs[] {
  const components = nodeAt(root, ['components', 'terraform']);
  const all = isMap(components) ? [...components.entries.values()].map((each) => nodeAt(each, ['vars'])) : [];
  return [...all, nodeAt(root, ['vars']), root]
    .filter(isMap)
    .filter(({ entries }) => entries.has('account_assignments'))
    .map(({ entries }) => entries);
}

/** Permission sets stand in the modules' blocks, or in locals, as the component's own files have them. */
async function readTerraform(
  files: readonly HclFile[],
  hasComponents: boolean,
  collector: Collector,
): Promise<Inputs[]> {
  const values = new HclValues(files);
  const local = blocks(files, 'locals').length === 0 ? [] : (await values.allLocals()).flatMap(findSets);
  for (const set of local) readPermissionSet(collector, set);
  const known = ['permission_sets', 'account_assignments'];
  const isEnough = hasComponents || local.length > 0;
  try {
    return await readModuleInputs(files, values, { source: SOURCE, known, tool: 'these modules' });
  } catch (failure) {
    if (isEnough && failure instanceof UserError) return [];
    throw failure;
  }
}

/** What has the fields of a permission set, alone or in a list. */
const findSets = (node: SourceNode): SourceMap[] =>
  (node.kind === 'list' ? node.items : [node])
    .filter(isMap)
    .filter(({ entries }) => entries.has('name') && entries.has('policy_attachments'));

function readInputs(collector: Collector, inputs: Inputs): void {
  const enabled = inputs.get('enabled');
  if (enabled !== undefined && collector.text(enabled) === 'false')
    return collector.note(enabled, 'It is switched off, so nothing is made of what stands beside it.');
  readAccountMap(collector, inputs.get('account_map'));
  for (const set of collector.items(inputs.get('permission_sets'))) readPermissionSet(collector, set);
  const assignments = inputs.get('account_assignments');
  if (assignments?.kind === 'list') assignments.items.forEach((each) => readAssignment(collector, each));
  else readByAccount(collector, assignments);
  for (const [input, node] of inputs) {
    if (input === 'groups')
      for (const group of collector.items(node))
        collector.note(
          group,
          'The component makes this group in Identity Center. Here groups come from Entra: there must be one of that name.',
        );
    else if (!['account_map', 'permission_sets', 'account_assignments', ...CONTEXT].includes(input))
      collector.note(node, 'This program doesn’t know this input, so nothing is made of it.');
  }
}

/** `full_account_map`, ids by name; the root account is the management account. */
function readAccountMap(collector: Collector, node: SourceNode | undefined): void {
  const map = node && nodeAt(node, ['full_account_map']);
  const root = node && collector.text(nodeAt(node, ['root_account_account_name']));
  for (const [name, each] of collector.entries(map)) {
    const id = collector.text(each);
    if (id !== undefined && !collector.accounts.has(name))
      collector.accounts.add({ key: id, name, id, ...(name === root ? { management: true } : {}) });
  }
}

/** One of the module's list. */
function readAssignment(collector: Collector, node: SourceNode): void {
  const fields = node.kind === 'map' ? node.entries : undefined;
  const account = collector.text(fields?.get('account'));
  const set = collector.text(fields?.get('permission_set_name'));
  const name = collector.text(fields?.get('principal_name'));
  const type = collector.principalType(fields?.get('principal_type'), node);
  if (account === undefined || set === undefined || name === undefined || type === undefined) return;
  collector.addGrants({ type, name }, set, [accountKey(collector, account)], node);
}

/** The component's: by account, then by group or user. */
function readByAccount(collector: Collector, node: SourceNode | undefined): void {
  for (const [account, each] of collector.entries(node)) {
    const fields = collector.record(each, ['groups', 'users']);
    for (const [type, principals] of [
      ['GROUP', fields?.groups],
      ['USER', fields?.users],
    ] as const) {
      for (const [name, access] of collector.entries(principals)) {
        const sets = collector.record(access, ['permission_sets'])?.permission_sets;
        for (const set of collector.texts(sets))
          collector.addGrants({ type, name }, set, [accountKey(collector, account)], access);
      }
    }
  }
}

const accountKey = ({ accounts }: Collector, text: string): string =>
  isAccountId(text) ? accounts.byId(text) : accounts.byName(text);
