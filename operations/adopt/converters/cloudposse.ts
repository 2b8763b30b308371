/** Inputs of cloudposse's `terraform-aws-sso` modules, and of its `aws-sso` (identity-center) component: Terraform or Atmos. */
import { nodeAt, type SourceMap, type SourceNode } from '../../../model/source/node.js';
import { UserError } from '../../user-error.js';
import { readComponents } from './cloudposse-components.js';
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
    const components = files.filter(isYaml).flatMap((file) => readComponents(collector, parseInput(file)));
    const parsed = await Promise.all(files.filter((file) => !isYaml(file)).map(parseHcl));
    const modules = await readTerraform(parsed, components.length > 0, collector);
    for (const inputs of [...components, ...modules]) readInputs(collector, inputs);
    return collector.find({ environment });
  },
};

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
    return await readModuleInputs(files, values, {
      source: SOURCE,
      known,
      tool: 'these modules',
      reader: collector,
    });
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
  const switched = enabled === undefined ? 'true' : collector.text(enabled)?.toLowerCase();
  if (enabled !== undefined && switched !== 'true')
    return collector.note(
      enabled,
      `${switched === 'false' ? 'It is switched off' : 'Whether it is switched on is not known'}, so nothing is made of what stands beside it.`,
    );
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

/** `full_account_map`, ids by name; the root account is the management account. A name of two ids stands for neither. */
function readAccountMap(collector: Collector, node: SourceNode | undefined): void {
  const map = node && nodeAt(node, ['full_account_map']);
  const root = node && collector.text(nodeAt(node, ['root_account_account_name']));
  for (const [name, each] of collector.entries(map)) {
    const id = collector.text(each);
    if (id === undefined) continue;
    if (collector.accounts.find(id).includes(id)) collector.accounts.addName(id, name);
    else collector.accounts.add({ key: id, name, id, ...(name === root ? { management: true } : {}) });
  }
}

/** One of the module's list. */
function readAssignment(collector: Collector, node: SourceNode): void {
  const fields = collector.wholeRecord(node, [
    'account',
    'permission_set_name',
    'permission_set_arn',
    'principal_name',
    'principal_type',
  ]);
  if (fields === undefined) return;
  const set = collector.wanted(fields, 'permission_set_name', node);
  const name = collector.wanted(fields, 'principal_name', node);
  const type = collector.principalType(fields.principal_type, node);
  if (fields.account === undefined) collector.wanted(fields, 'account', node);
  else if (set !== undefined && name !== undefined && type !== undefined) {
    const key = collector.account(fields.account);
    if (key !== undefined) collector.addGrants({ type, name }, set, [key], node);
  }
}

/** The component's: by account, then by group or user. */
function readByAccount(collector: Collector, node: SourceNode | undefined): void {
  for (const [account, each] of collector.entries(node)) {
    const fields = collector.wholeRecord(each, ['groups', 'users']);
    const key = fields && collector.accountAt(each, account);
    if (key === undefined) continue;
    for (const [type, principals] of [
      ['GROUP', fields?.groups],
      ['USER', fields?.users],
    ] as const) {
      for (const [name, access] of collector.entries(principals)) {
        const sets = collector.wholeRecord(access, ['permission_sets'])?.permission_sets;
        for (const set of collector.texts(sets)) collector.addGrants({ type, name }, set, [key], access);
      }
    }
  }
}
