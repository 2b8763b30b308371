/** Landing Zone Accelerator's `iam-config.yaml`, with `accounts-config.yaml` where it is given. */
import type { SourceMap, SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import { UserError } from '../../user-error.js';
import type { Findings } from '../findings.js';
import { Collector } from './collector.js';
import type { Converter } from './converter.js';
import { parseInput } from './inputs.js';
import { lzaUnit, readLzaAccounts } from './lza-accounts.js';
import { readPermissionSet } from './lza-permission-sets.js';

/** The files of the accelerator's config that say nothing about this. */
const OTHER_FILES =
  /(global|network|security|customizations|replacements|organization|backup)-config\.ya?ml$/;

export const lza: Converter = {
  source: 'Landing Zone Accelerator’s config',
  endings: ['-config.yaml', '-config.yml'],
  convert(environment, files, accounts) {
    const roots = files.filter(({ path }) => !OTHER_FILES.test(path)).map(parseInput);
    for (const root of roots) readLzaAccounts(root, accounts);
    const collector = new Collector(accounts);
    const iam = roots.filter(({ entries }) => entries.has('identityCenter'));
    if (iam.length === 0)
      throw new UserError(
        'None of these files has identityCenter, as iam-config.yaml of Landing Zone Accelerator has.',
      );
    const aws = iam.map((root) => readIamConfig(collector, root)).find((found) => found !== undefined);
    return Promise.resolve(collector.find({ environment, ...(aws === undefined ? {} : { aws }) }));
  },
};

function readIamConfig(collector: Collector, root: SourceMap): Findings['aws'] {
  for (const [key, node] of collector.entries(root)) {
    if (key !== 'identityCenter' && !isEmptyList(node))
      collector.note(node, 'It is not about IAM Identity Center, so it stays where it is.');
  }
  const node = root.entries.get('identityCenter');
  const fields =
    node &&
    collector.record(node, [
      'name',
      'delegatedAdminAccount',
      'identityCenterPermissionSets',
      'identityCenterAssignments',
    ]);
  for (const set of collector.items(fields?.identityCenterPermissionSets))
    readPermissionSet(collector, set, root);
  for (const each of collector.items(fields?.identityCenterAssignments)) readAssignment(collector, each);
  const delegated = collector.text(fields?.delegatedAdminAccount);
  const key = delegated === undefined ? undefined : collector.accounts.byName(delegated);
  const id = collector.accounts.all.find((account) => account.key === key)?.id;
  return id === undefined ? undefined : { deployer: { account: id, kind: 'delegated' } };
}

const isEmptyList = (node: SourceNode): boolean => node.kind === 'list' && node.items.length === 0;

function readAssignment(collector: Collector, node: SourceNode): void {
  const fields = collector.record(node, [
    'name',
    'permissionSetName',
    'principals',
    'principalId',
    'principalType',
    'deploymentTargets',
  ]);
  const set = collector.text(fields?.permissionSetName);
  if (fields === undefined || set === undefined) return;
  if (fields.principalId !== undefined)
    collector.note(
      fields.principalId,
      'It is an id of Identity Center, and the config names people and groups. Add who that is by hand.',
    );
  const keys = findTargets(collector, fields.deploymentTargets);
  for (const principal of collector.items(fields.principals)) {
    const who = collector.record(principal, ['type', 'name']);
    const name = collector.text(who?.name);
    const type = collector.principalType(who?.type, principal);
    if (name !== undefined && type !== undefined) collector.addGrants({ type, name }, set, keys, principal);
  }
}

/** A unit stands for its own accounts, not for those of the units below it; `Root` for every account, the management account too. */
function findTargets(collector: Collector, node: SourceNode | undefined): string[] {
  const fields =
    node &&
    collector.record(node, ['accounts', 'organizationalUnits', 'excludedAccounts', 'excludedRegions']);
  const { accounts } = collector;
  const named = collector.texts(fields?.accounts).map((name) => accounts.byName(name));
  const units = collector.items(fields?.organizationalUnits).flatMap((item) => {
    const unit = collector.text(item);
    if (unit === undefined) return [];
    const found = accounts.all.filter((each) => unit === 'Root' || each.ou === lzaUnit(unit));
    if (!accounts.complete || found.length === 0)
      collector.note(
        item,
        accounts.complete
          ? `No account is in the unit ${quote(unit)}.`
          : `Which accounts are in ${quote(unit)} is not known. Name accounts-config.yaml too, or a file with the organization’s accounts with --accounts.`,
      );
    return accounts.complete ? found.map(({ key }) => key) : [];
  });
  const excluded = new Set(collector.texts(fields?.excludedAccounts).map((name) => accounts.byName(name)));
  return [...new Set([...named, ...units])].filter((key) => !excluded.has(key));
}
