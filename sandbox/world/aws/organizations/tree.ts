/** The root and organizational units: the paths of the accounts, and the ids that AWS would give them. */
import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import type { State } from '../state.js';

export interface OrganizationalUnit {
  readonly Id: string;
  readonly Arn: string;
  readonly Name: string;
}

export const ROOT = '/';

export const arnOf = (state: State, kind: string, ...ids: string[]): string =>
  `arn:aws:organizations::${state.managementAccount}:${[kind, state.organizationId, ...ids].join('/')}`;

/** The path above. */
export const parentPath = (path: string): string => `/${segments(path).slice(0, -1).join('/')}`;

/** Every path that holds an account, with those above it. */
export function unitPaths(state: State): Set<string> {
  const paths = new Set([ROOT]);
  for (const { ou } of state.accounts.values()) {
    for (let path = ou; path !== ROOT; path = parentPath(path)) paths.add(path);
  }
  return paths;
}

/** The id of a root or organizational unit: the same for the same path of the same organization. */
export function idOf(state: State, path: string): string {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const root = digest(state.organizationId).slice(0, 4);
  return path === ROOT ? `r-${root}` : `ou-${root}-${digest(path).slice(0, 8)}`;
}

/** The path with this id, or nothing. */
export const findPath = (state: State, id: string): string | undefined =>
  [...unitPaths(state)].find((path) => idOf(state, path) === id);

/** Throws ParentNotFoundException. */
export function parentWith(state: State, id: string): string {
  const path = findPath(state, id);
  if (path !== undefined) return path;
  throw new AwsError(
    'ParentNotFoundException',
    "We can't find a root or OU with the ParentId that you specified.",
  );
}

export function describeUnit(state: State, path: string): OrganizationalUnit {
  const Id = idOf(state, path);
  const name = segments(path).at(-1) ?? '';
  return { Id, Arn: arnOf(state, 'ou', Id), Name: name.replaceAll('\\/', '/') };
}

/** The names along a path; `\/` is a slash within a name. */
const segments = (path: string): string[] => path.split(/(?<!\\)\//).filter((segment) => segment !== '');
