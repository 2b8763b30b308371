/** What was found, by the names and ids that it has there, as a draft of the config: pure. */
import type { Placement } from '../../model/draft.js';
import { compareText } from '../../model/text.js';
import { writeAccessLines, type PlainGrant } from './access-lines.js';
import type { AccountDraft, ConfigDraft } from './draft.js';
import type { Findings, FoundAccount } from './findings.js';
import { assignHandles } from './handles.js';
import { listRefused, refuseGrants } from './refuse-grants.js';

export function assembleDraft(findings: Findings): ConfigDraft {
  const {
    accounts,
    groups,
    users,
    permissionSets,
    grants,
    unexpressed,
    tellsOfSuspended = false,
    ...rest
  } = findings;
  const refused = refuseGrants(findings);
  const handles = {
    accounts: accountHandles(accounts),
    groups: assignHandles(groups, 'group'),
    users: assignHandles(
      users.map(({ key, known, userPrincipalName }) => ({
        key,
        name: (userPrincipalName ?? known).split('@')[0] ?? '',
      })),
      'user',
    ),
    permissionSets: assignHandles(permissionSets, 'set', { keepCase: true }),
  };
  const drafted = {
    accounts: byHandle(accounts, handles.accounts, (account, handle) =>
      without(account, 'key', 'handle', ...(account.name === handle ? (['name'] as const) : [])),
    ),
    groups: byHandle(groups, handles.groups, ({ name, objectId }, handle) => ({
      ...(name === handle ? {} : { name }),
      ...(objectId === undefined ? {} : { objectId }),
    })),
    users: byHandle(users, handles.users, (user) => without(user, 'key')),
    permissionSets: byHandle(permissionSets, handles.permissionSets, (set, handle) =>
      without(set, 'key', ...(set.name === handle ? (['name'] as const) : [])),
    ),
  };
  const suspended = new Set(accounts.flatMap(({ key, status }) => (status === 'suspended' ? [key] : [])));
  const kept = grants
    .filter((grant) => !refused.has(grant) || suspended.has(grant.account))
    .map(({ principal: { type, key }, permissionSet, account }): PlainGrant => {
      const principals = type === 'GROUP' ? handles.groups : handles.users;
      return {
        principal: { type, handle: handleOf(principals, key) },
        permissionSet: handleOf(handles.permissionSets, permissionSet),
        account: handleOf(handles.accounts, account),
      };
    });
  const wholeRoot = accounts.every(({ ou, management }) => ou !== undefined || management);
  return {
    ...rest,
    ...drafted,
    access: writeAccessLines(kept, Object.entries(drafted.accounts).map(placementOf), {
      wholeRoot,
      mindSuspended: tellsOfSuspended,
    }),
    unexpressed: [...unexpressed, ...listRefused(refused, findings)],
  };
}

/** Those that have one keep it. */
function accountHandles(accounts: readonly FoundAccount[]): Map<string, string> {
  const had = accounts.flatMap(({ key, handle }) => (handle === undefined ? [] : [[key, handle] as const]));
  const named = accounts
    .filter(({ handle }) => handle === undefined)
    .map(({ key, name }) => ({ key, name: name ?? key }));
  return new Map([...had, ...assignHandles(named, 'account', { taken: had.map(([, handle]) => handle) })]);
}

/** Sorted by handle. */
function byHandle<T extends { readonly key: string }, U>(
  things: readonly T[],
  handles: ReadonlyMap<string, string>,
  draft: (thing: T, handle: string) => U,
): Record<string, U> {
  const entries = things.map((thing): [string, U] => {
    const handle = handleOf(handles, thing.key);
    return [handle, draft(thing, handle)];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}

export function placementOf([handle, { ou = '/', tags, status = 'active', management = false }]: [
  string,
  AccountDraft,
]): [string, Placement] {
  return [handle, { ou, tags, status, management }];
}

function handleOf(handles: ReadonlyMap<string, string>, key: string): string {
  const handle = handles.get(key);
  if (handle === undefined) throw new Error(`a grant names ${key}, which was not found`);
  return handle;
}

const without = <T extends object, K extends keyof T>(value: T, ...keys: K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !(keys as PropertyKey[]).includes(key))) as Omit<
    T,
    K
  >;
