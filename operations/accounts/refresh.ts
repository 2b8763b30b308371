/** `federation accounts`: the accounts of the config as AWS Organizations has them, and what access that changes. */
import { type Grant, resolveAccess } from '../../model/access-model.js';
import type { AccountConfig, Config } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import { type Location, type Problem } from '../../model/problem.js';
import { parseTarget } from '../../model/targets.js';
import { compareText } from '../../model/text.js';
import { type AccountFile, readAccountFiles } from './account-files.js';
import { applyChanges, type Change, findChanges } from './changes.js';
import type { OrganizationAccount } from './organization.js';
import { checkTexts } from './check-texts.js';
import { editFiles } from './edit-files.js';

export interface Refresh {
  readonly environment: string;
  readonly changes: readonly Change[];
  readonly access: { readonly gained: readonly GrantThere[]; readonly lost: readonly GrantThere[] };
  /** Accounts that are gone, with the lines that still name them. */
  readonly named: readonly NamedAccount[];
  /** What would be wrong with the config otherwise. */
  readonly problems: readonly Problem[];
  /** The texts that files are to have, where they change. */
  readonly files: readonly (AccountFile & { readonly after: string })[];
}

/** A grant with the account's id. */
export type GrantThere = Grant & { readonly accountId: string };

export interface NamedAccount {
  readonly handle: string;
  readonly id: string;
  readonly lines: readonly Location[];
}

/** Nothing is written. Throws a UserError where the accounts stand in a way that can't be changed here. */
export function planRefresh(
  environment: Environment,
  live: readonly OrganizationAccount[],
  today: Date,
): Refresh {
  const { config } = environment;
  const { root, files } = readAccountFiles(environment);
  const changes = findChanges(config.aws.accounts, live);
  const accounts = applyChanges(config.aws.accounts, changes);
  const texts = editFiles(environment, root, files, changes);
  const named = changes.flatMap(({ kind, handle }) =>
    kind === 'gone'
      ? [{ handle, id: config.aws.accounts[handle]?.id ?? '', lines: linesNaming(environment, handle) }]
      : [],
  );
  return {
    environment: environment.name,
    changes,
    access: compareAccess(environment, accounts),
    named: named.filter(({ lines }) => lines.length > 0),
    problems: checkTexts(environment, { root, files, texts, accounts, today }),
    files: files.flatMap((file) => {
      const after = texts.get(file.path) ?? file.text;
      return after === file.text ? [] : [{ ...file, after }];
    }),
  };
}

function compareAccess(environment: Environment, accounts: Record<string, AccountConfig>): Refresh['access'] {
  const { config, access, locate } = environment;
  const after: Config = { ...config, aws: { ...config.aws, accounts } };
  const then = resolveAccess(after, locate).grants;
  const withIdOf = (those: Config['aws']['accounts']) => (grant: Grant) => ({
    ...grant,
    accountId: those[grant.account]?.id ?? '',
  });
  return {
    gained: without(then, access.grants).map(withIdOf(accounts)),
    lost: without(access.grants, then).map(withIdOf(config.aws.accounts)),
  };
}

function without(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  const key = ({ principal, permissionSet, account }: Grant) =>
    [principal.type, principal.handle, permissionSet, account].join(' ');
  const there = new Set(others.map(key));
  return grants.filter((grant) => !there.has(key(grant)));
}

/** By the account's handle: in access lines and in emergency access. */
function linesNaming({ config, locate }: Environment, handle: string): Location[] {
  const inAccess = config.access.flatMap((line, index) =>
    (['accounts', 'except'] as const).flatMap((key) =>
      (line[key] ?? []).flatMap((target, at) => {
        const parsed = parseTarget(target);
        return parsed?.kind === 'account' && parsed.handle === handle
          ? [locate(['access', index, key, at])]
          : [];
      }),
    ),
  );
  const { account, roles = {} } = config.emergencyAccess ?? {};
  const inEmergency = [
    ...(account === handle ? [locate(['emergencyAccess', 'account'])] : []),
    ...Object.entries(roles).flatMap(([role, { workloads }]) =>
      workloads?.accounts.includes(handle) ? [locate(['emergencyAccess', 'roles', role, 'workloads'])] : [],
    ),
  ];
  return [...inAccess, ...inEmergency].sort((a, b) => compareText(a.file, b.file) || a.line - b.line);
}
