/** What an access line names in `accounts` and `except`, and the accounts that it selects. */
import { HANDLE_PATTERN, type AccessConfig } from './config.js';
import type { Placement } from './draft.js';
import { parseOu, renderOu } from './ou.js';

export type Target =
  | { readonly kind: 'account'; readonly handle: string }
  /** `ou:/Workloads/Prod`, the whole subtree; `ou:/Workloads/*`, that unit's own accounts. */
  | { readonly kind: 'ou'; readonly path: string; readonly subtree: boolean }
  /** `tag:key=value`; the key ends at the first `=`, so a tag whose key holds one can't be named. */
  | { readonly kind: 'tag'; readonly key: string; readonly value: string };

/** Undefined for what has none of the forms. */
export function parseTarget(text: string): Target | undefined {
  if (text.startsWith('ou:')) return parseOuTarget(text.slice('ou:'.length));
  if (text.startsWith('tag:')) {
    const [, key, value] = /^tag:([^=]+)=(.*)$/s.exec(text) ?? [];
    return key === undefined || value === undefined ? undefined : { kind: 'tag', key, value };
  }
  return HANDLE_PATTERN.test(text) ? { kind: 'account', handle: text } : undefined;
}

/** In `\/*` the slash belongs to the unit's name, unless the backslash is itself escaped. */
function parseOuTarget(text: string): Target | undefined {
  const own = /(?<!\\)(?:\\\\)*\/\*$/.test(text);
  const names = parseOu(own ? text.slice(0, -'/*'.length) || '/' : text);
  return names && { kind: 'ou', path: renderOu(names), subtree: !own };
}

/** As an access line writes it. */
export const renderOuTarget = (path: string, subtree: boolean): string =>
  subtree ? `ou:${path}` : `ou:${path === '/' ? '' : path}/*`;

/** The accounts by each thing that can select them. The management account is among the handles only. */
export interface AccountIndex {
  readonly handles: ReadonlyMap<string, Placement>;
  /** By every unit above or around an account, with the accounts of its subtree. */
  readonly subtrees: ReadonlyMap<string, readonly string[]>;
  /** By every unit above or around an account, with its own accounts. */
  readonly units: ReadonlyMap<string, readonly string[]>;
  /** By key, then by value. */
  readonly tags: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

export function indexAccounts(placements: Iterable<readonly [string, Placement]>): AccountIndex {
  const handles = new Map(placements);
  const subtrees = new Map<string, string[]>();
  const units = new Map<string, string[]>();
  const tags = new Map<string, Map<string, string[]>>();
  for (const [handle, { ou, tags: own = {}, management }] of handles) {
    const selected = management ? [] : [handle];
    const names = parseOu(ou) ?? [];
    for (let depth = 0; depth <= names.length; depth++) {
      const path = renderOu(names.slice(0, depth));
      add(subtrees, path, selected);
      add(units, path, depth === names.length ? selected : []);
    }
    for (const [key, value] of Object.entries(own)) {
      const values = tags.get(key) ?? new Map<string, string[]>();
      tags.set(key, values);
      add(values, value, selected);
    }
  }
  return { handles, subtrees, units, tags };
}

function add(map: Map<string, string[]>, key: string, handles: readonly string[]): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [...handles]);
  else there.push(...handles);
}

/** The accounts a target selects; undefined where what it names is not defined. The root always is. */
export function selectAccounts(index: AccountIndex, target: Target): readonly string[] | undefined {
  switch (target.kind) {
    case 'account':
      return index.handles.has(target.handle) ? [target.handle] : undefined;
    case 'ou':
      return (
        (target.subtree ? index.subtrees : index.units).get(target.path) ??
        (target.path === '/' ? [] : undefined)
      );
    case 'tag':
      return index.tags.get(target.key)?.get(target.value);
  }
}

/** An access line and the accounts it reaches. */
export interface ResolvedLine {
  /** Its index in the united config. */
  readonly index: number;
  readonly line: AccessConfig;
  /** Active ones. */
  readonly accounts: readonly string[];
  readonly suspended: readonly string[];
}

/** What is not defined selects nothing. */
export function resolveLines(
  lines: Iterable<readonly [number, AccessConfig]>,
  index: AccountIndex,
): ResolvedLine[] {
  return [...lines].map(([at, line]) => {
    const selected = selectAll(index, line.accounts);
    for (const handle of selectAll(index, line.except ?? [])) selected.delete(handle);
    const isSuspended = (handle: string) => index.handles.get(handle)?.status === 'suspended';
    const accounts = [...selected];
    return {
      index: at,
      line,
      accounts: accounts.filter((handle) => !isSuspended(handle)),
      suspended: accounts.filter(isSuspended),
    };
  });
}

function selectAll(index: AccountIndex, targets: readonly string[]): Set<string> {
  const parsed = targets.map(parseTarget).filter((target) => target !== undefined);
  return new Set(parsed.flatMap((target) => selectAccounts(index, target) ?? []));
}
