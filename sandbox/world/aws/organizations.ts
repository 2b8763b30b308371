import { createHash } from 'node:crypto';
import { AwsError } from './aws-error.js';
import { page, type PageInput } from './page.js';
import type { AccountRecord, Session, State } from './state.js';

export interface Account {
  readonly Id: string;
  readonly Arn: string;
  readonly Name: string;
  readonly Status: 'ACTIVE' | 'SUSPENDED';
}

export interface OrganizationalUnit {
  readonly Id: string;
  readonly Arn: string;
  readonly Name: string;
}

/** organizations: accounts, organizational units and tags. Global: the Region called doesn't matter. */
export const organizationsOperations = {
  DescribeOrganization({ state }: Session) {
    return {
      Organization: {
        Id: state.organizationId,
        Arn: arnOf(state, 'organization'),
        MasterAccountId: state.managementAccount,
        MasterAccountArn: arnOf(state, 'account', state.managementAccount),
      },
    };
  },

  ListAccounts({ state }: Session, input: PageInput) {
    return listed(state, [...state.accounts.values()], input);
  },

  ListRoots({ state }: Session, input: PageInput) {
    const Id = parentId(state, '/');
    const { items, NextToken } = page([{ Id, Arn: arnOf(state, 'root', Id), Name: 'Root' }], input);
    return { Roots: items, NextToken };
  },

  ListOrganizationalUnitsForParent({ state }: Session, input: PageInput & { ParentId: string }) {
    const parent = pathOf(state, input.ParentId);
    const units = [...unitPaths(state)].filter((path) => path !== '/' && parentPath(path) === parent);
    const { items, NextToken } = page(
      units.map((path): OrganizationalUnit => {
        const Id = parentId(state, path);
        return {
          Id,
          Arn: arnOf(state, 'ou', Id),
          Name: (segments(path).at(-1) ?? '').replaceAll('\\/', '/'),
        };
      }),
      input,
    );
    return { OrganizationalUnits: items, NextToken };
  },

  ListAccountsForParent({ state }: Session, input: PageInput & { ParentId: string }) {
    const path = pathOf(state, input.ParentId);
    return listed(
      state,
      [...state.accounts.values()].filter(({ ou }) => ou === path),
      input,
    );
  },

  /** Tags of an account. */
  ListTagsForResource({ state }: Session, input: PageInput & { ResourceId: string }) {
    const account = state.accounts.get(input.ResourceId);
    if (!account) throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.");
    const { items, NextToken } = page(
      Object.entries(account.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
      input,
    );
    return { Tags: items, NextToken };
  },
};

function listed(state: State, accounts: readonly AccountRecord[], input: PageInput) {
  const { items, NextToken } = page(accounts, input);
  const Accounts = items.map(({ id, name, suspended }): Account => ({
    Id: id,
    Arn: arnOf(state, 'account', id),
    Name: name,
    Status: suspended ? 'SUSPENDED' : 'ACTIVE',
  }));
  return { Accounts, NextToken };
}

const arnOf = (state: State, kind: string, ...ids: string[]): string =>
  `arn:aws:organizations::${state.managementAccount}:${[kind, state.organizationId, ...ids].join('/')}`;

/** The names along a path; `\/` is a slash within a name. */
const segments = (path: string): string[] => path.split(/(?<!\\)\//).filter((segment) => segment !== '');

const parentPath = (path: string): string => `/${segments(path).slice(0, -1).join('/')}`;

/** Every path that holds an account, with those above it. */
function unitPaths(state: State): Set<string> {
  const paths = new Set(['/']);
  for (const { ou } of state.accounts.values()) {
    for (let path = ou; path !== '/'; path = parentPath(path)) paths.add(path);
  }
  return paths;
}

/** The id of a root or organizational unit: the same for the same path of the same organization. */
function parentId(state: State, path: string): string {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const root = digest(state.organizationId).slice(0, 4);
  return path === '/' ? `r-${root}` : `ou-${root}-${digest(path).slice(0, 8)}`;
}

function pathOf(state: State, id: string): string {
  const path = [...unitPaths(state)].find((candidate) => parentId(state, candidate) === id);
  if (path !== undefined) return path;
  throw new AwsError(
    'ParentNotFoundException',
    "We can't find a root or OU with the ParentId that you specified.",
  );
}
