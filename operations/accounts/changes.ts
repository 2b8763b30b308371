/** What a refresh changes of the accounts of a config: pure. */
import type { AccountConfig } from '../../model/config.js';
import { parseOu, renderOu } from '../../model/ou.js';
import { compareText } from '../../model/text.js';
import { newHandle } from './new-handle.js';
import type { OrganizationAccount } from './organization.js';

/** Fields of an account, by their keys in the config. */
export interface Fields {
  readonly name?: string;
  readonly ou?: string;
  readonly status?: 'active' | 'suspended';
  readonly management?: boolean;
}

export type Change =
  | { readonly kind: 'new'; readonly handle: string; readonly account: OrganizationAccount }
  | {
      readonly kind: 'changed';
      readonly handle: string;
      readonly id: string;
      /** What they are now in the config, and what they become. */
      readonly from: Fields;
      readonly to: Fields;
      readonly tags: TagChanges;
    }
  | { readonly kind: 'gone'; readonly handle: string; readonly id: string };

export interface TagChanges {
  /** New ones, and those with another value. */
  readonly set: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
}

type Accounts = Readonly<Record<string, AccountConfig>>;

/** Handles stay, and so does their order; new ones come in the order of their units and names. */
export function findChanges(accounts: Accounts, live: readonly OrganizationAccount[]): Change[] {
  const byId = new Map(live.map((account) => [account.id, account]));
  const known = new Set(Object.values(accounts).map(({ id }) => id));
  const handles = new Set(Object.keys(accounts));
  const kept = Object.entries(accounts).flatMap(([handle, account]): Change[] => {
    const now = byId.get(account.id);
    if (now === undefined) return [{ kind: 'gone', handle, id: account.id }];
    const change = compare(handle, account, now);
    return change === undefined ? [] : [change];
  });
  const made = live
    .filter(({ id }) => !known.has(id))
    .sort((a, b) => compareText(a.ou, b.ou) || compareText(a.name, b.name) || compareText(a.id, b.id))
    .map((account): Change => {
      const handle = newHandle(account.name, 'account', account.id, handles);
      handles.add(handle);
      return { kind: 'new', handle, account };
    });
  return [...kept, ...made];
}

function compare(handle: string, is: AccountConfig, now: OrganizationAccount): Change | undefined {
  const ou = renderOu(parseOu(is.ou) ?? []);
  const differing = {
    // A name that the config doesn't say is the handle, and stays.
    name: is.name !== undefined && is.name !== now.name,
    // The management account is reached by its handle only, wherever it is.
    ou: !now.management && ou !== now.ou,
    status: is.status !== now.status,
    management: is.management !== now.management,
  };
  const pick = (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([key]) => differing[key as keyof Fields]));
  const tags = compareTags(is.tags ?? {}, now.tags);
  const { name, status, management } = now;
  if (!Object.values(differing).includes(true) && isEmpty(tags)) return undefined;
  return {
    kind: 'changed',
    handle,
    id: is.id,
    from: pick({ name: is.name ?? '', ou, status: is.status, management: is.management }),
    to: pick({ name, ou: now.ou, status, management }),
    tags,
  };
}

function compareTags(
  is: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): TagChanges {
  return {
    set: Object.fromEntries(
      Object.entries(now).filter(([key, value]) => !Object.hasOwn(is, key) || is[key] !== value),
    ),
    removed: Object.keys(is).filter((key) => !Object.hasOwn(now, key)),
  };
}

const isEmpty = ({ set, removed }: TagChanges): boolean =>
  Object.keys(set).length === 0 && removed.length === 0;

/** The accounts as they are to be. */
export function applyChanges(accounts: Accounts, changes: readonly Change[]): Record<string, AccountConfig> {
  const byHandle = new Map(changes.map((change) => [change.handle, change]));
  const kept = Object.entries(accounts).flatMap(([handle, is]): [string, AccountConfig][] => {
    const change = byHandle.get(handle);
    if (change?.kind === 'gone') return [];
    return [
      [handle, change?.kind === 'changed' ? { ...is, ...change.to, tags: tagsAfter(is, change.tags) } : is],
    ];
  });
  const made = changes.flatMap((change): [string, AccountConfig][] =>
    change.kind === 'new' ? [[change.handle, newEntry(change.handle, change.account)]] : [],
  );
  return Object.fromEntries([...kept, ...made]);
}

const tagsAfter = ({ tags }: AccountConfig, { set, removed }: TagChanges): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...tags, ...set }).filter(([key]) => !removed.includes(key)));

/** What is as it is by default isn't written, and neither is a name that the handle says. */
export function writtenEntry(handle: string, account: OrganizationAccount): Partial<AccountConfig> {
  const { id, name, ou, tags, status, management } = account;
  return {
    id,
    ...(name === handle || name.trim() !== name || name === '' ? {} : { name }),
    ...(management || ou === '/' ? {} : { ou }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...(status === 'active' ? {} : { status }),
    ...(management ? { management } : {}),
  };
}

const newEntry = (handle: string, account: OrganizationAccount): AccountConfig => ({
  ou: '/',
  status: 'active',
  management: false,
  ...writtenEntry(handle, account),
  id: account.id,
});
