/** Landing Zone Accelerator's `iam-config.yaml`, with `accounts-config.yaml` where it is given. */
import type { SourceMap, SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import { UserError } from '../../user-error.js';
import type { Findings, FoundAccount } from '../findings.js';
import { Collector } from './collector.js';
import type { Converter } from './converter.js';
import { parseInput } from './inputs.js';
import { type LzaUnits, lzaUnit, readLzaAccounts, unitIn } from './lza-accounts.js';
import { markReplacements } from './lza-replacements.js';
import { readPermissionSet } from './lza-permission-sets.js';

/** The files of the accelerator's config that say nothing about this. */
const OTHER_FILES =
  /(global|network|security|customizations|replacements|organization|backup)-config\.ya?ml$/;

/** What the accelerator calls every account. */
const ROOT = 'Root';

export const lza: Converter = {
  source: 'Landing Zone Accelerator’s config',
  endings: ['-config.yaml', '-config.yml'],
  convert(environment, files, accounts) {
    const roots = files
      .filter(({ path }) => !OTHER_FILES.test(path))
      .map((file) => markReplacements(parseInput(file)));
    const [units] = roots.flatMap((root) => readLzaAccounts(root, accounts) ?? []);
    const collector = new Collector(accounts);
    const iam = roots.filter(({ entries }) => entries.has('identityCenter'));
    if (iam.length === 0)
      throw new UserError(
        'None of these files has identityCenter, as iam-config.yaml of Landing Zone Accelerator has.',
      );
    const aws = iam.map((root) => readIamConfig(collector, root, units)).find((found) => found !== undefined);
    return Promise.resolve(collector.find({ environment, ...(aws === undefined ? {} : { aws }) }));
  },
};

function readIamConfig(collector: Collector, root: SourceMap, units: LzaUnits | undefined): Findings['aws'] {
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
  for (const each of collector.items(fields?.identityCenterAssignments))
    readAssignment(collector, each, units);
  const delegated = collector.text(fields?.delegatedAdminAccount);
  const key =
    delegated === undefined || fields?.delegatedAdminAccount === undefined
      ? undefined
      : collector.accountNamed(fields.delegatedAdminAccount, delegated);
  const id = collector.accounts.all.find((account) => account.key === key)?.id;
  return id === undefined ? undefined : { deployer: { account: id, kind: 'delegated' } };
}

const isEmptyList = (node: SourceNode): boolean => node.kind === 'list' && node.items.length === 0;

function readAssignment(collector: Collector, node: SourceNode, units: LzaUnits | undefined): void {
  const fields = collector.wholeRecord(node, [
    'name',
    'permissionSetName',
    'principals',
    'principalId',
    'principalType',
    'deploymentTargets',
  ]);
  if (fields === undefined) return;
  if (fields.deploymentTargets === undefined) collector.wanted(fields, 'deploymentTargets', node);
  const set = collector.wanted(fields, 'permissionSetName', node);
  if (set === undefined) return;
  if (fields.principalId !== undefined)
    collector.note(
      fields.principalId,
      'It is an id of Identity Center, and the config names people and groups. Add who that is by hand.',
    );
  const keys = findTargets(collector, fields.deploymentTargets, units);
  if (keys === undefined) return;
  for (const principal of collector.items(fields.principals)) {
    const who = collector.wholeRecord(principal, ['type', 'name']);
    if (who === undefined) continue;
    const name = collector.wanted(who, 'name', principal);
    const type = collector.principalType(who.type, principal);
    if (name !== undefined && type !== undefined) collector.addGrants({ type, name }, set, keys, principal);
  }
}

/**
 * A unit stands for its own accounts, not for those of the units below it; `Root` for every account, the management
 * account too. Undefined where it is not known whom it is not for, which is noted.
 */
function findTargets(
  collector: Collector,
  node: SourceNode | undefined,
  units: LzaUnits | undefined,
): string[] | undefined {
  const fields =
    node &&
    collector.wholeRecord(node, ['accounts', 'organizationalUnits', 'excludedAccounts', 'excludedRegions']);
  if (node === undefined || fields === undefined) return undefined;
  const named = collector.items(fields.accounts).flatMap((each) => {
    const name = collector.text(each);
    return name === undefined ? [] : (collector.accountNamed(each, name) ?? []);
  });
  const members = collector
    .items(fields.organizationalUnits)
    .flatMap((each) => findMembers(collector, each, units));
  const excluded = collector.leftOut(node, 'excludedAccounts', (each) => collector.accountLeftOut(each));
  return excluded && [...new Set([...named, ...members])].filter((key) => !excluded.includes(key));
}

/** The accounts of a unit: as accounts-config.yaml has them, where it is there. */
function findMembers(collector: Collector, node: SourceNode, units: LzaUnits | undefined): string[] {
  const { accounts } = collector;
  const unit = collector.text(node);
  if (unit === undefined) return [];
  if (!accounts.complete) {
    collector.note(
      node,
      `Which accounts are in ${quote(unit)} is not known. Name accounts-config.yaml too, or a file with the organization’s accounts with --accounts.`,
    );
    return [];
  }
  const isPath = unit.split('/').every(Boolean);
  const isIn = (each: FoundAccount) => {
    if (units === undefined) return unit === ROOT || (isPath && each.ou === lzaUnit(unit));
    const own = unitIn(units, each);
    return own !== undefined && (unit === ROOT || own === unit);
  };
  const found = accounts.all.filter(isIn);
  if (found.length === 0) collector.note(node, `No account is in the unit ${quote(unit)}.`);
  return found.map(({ key }) => key);
}
