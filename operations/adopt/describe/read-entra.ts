/** Reads the whole of Entra's side: the application, who is assigned to it, what it sends and what is demanded. */
import { foldName } from '../../../model/text.js';
import { SINGLE_ACCOUNT_TEMPLATE, IDENTITY_CENTER_TEMPLATE } from '../../../stacks/entra/gallery-template.js';
import { askGraph, CloudError } from '../../clouds/cloud-error.js';
import { readUsersOfClaimsPolicy } from '../../clouds/claims-policy-users.js';
import type { Graph } from '../../clouds/graph.js';
import { odataText } from '../../clouds/odata.js';
import type { Progress } from '../../context.js';
import type { AssignedPrincipal } from '../../status/facts.js';
import type { Application, ClaimsPolicy, FoundInEntra, Group, Job, Owner, User } from './entra-objects.js';
import { groupIdsOf, isAbout } from './conditional-access.js';
import { findApplication, listFromTemplate, type Wanted } from './find-application.js';
import type { NeededPermission } from './needed.js';
import type { ReadingAll } from './reading-all.js';

/** Graph's limits: of ids in one request, and of values for `in`. */
const MAX_IDS = 1000;
const MAX_VALUES = 15;

/** The application that people sign in by, and others of its template. */
export type Signing = Pick<FoundInEntra, 'application' | 'principal' | 'others'>;

/** Undefined where the caller may not read it. Throws a UserError where it can't be told. */
export async function readSigning(
  graph: Graph,
  wanted: Wanted,
  reading: ReadingAll,
  progress: Progress,
): Promise<Signing | undefined> {
  progress.stage('Looking for the application');
  const all = await reading.read<Application[] | undefined>('Application.Read.All', undefined, () =>
    listFromTemplate(graph, IDENTITY_CENTER_TEMPLATE.id),
  );
  if (all === undefined) return undefined;
  const { application, principal } = await findApplication(graph, all, wanted);
  return { application, principal, others: all.filter(({ id }) => id !== application.id) };
}

/** @param grantees User names in AWS of whoever has access by name. */
export async function readEntra(
  graph: Graph,
  { application, principal, others }: Signing,
  grantees: readonly string[],
  reading: ReadingAll,
  progress: Progress,
): Promise<FoundInEntra> {
  progress.stage('Reading the application');
  const list = <T>(needs: NeededPermission, path: string): Promise<T[]> =>
    reading.read(needs, [], () => askGraph(`GET ${path}`, () => graph.list<T>(path)));
  const policies = await list<Readonly<Record<string, unknown>>>(
    'Policy.Read.All',
    '/v1.0/identity/conditionalAccess/policies',
  );
  const own = `/v1.0/servicePrincipals/${principal.id}`;
  const conditionalAccess = policies.filter((policy) => isAbout(policy, principal.appId));
  const [claims] = await list<ClaimsPolicy>('Policy.Read.All', `${own}/claimsMappingPolicies`);
  const havingClaims =
    claims === undefined
      ? []
      : await reading.read('Policy.Read.All', [], () => readUsersOfClaimsPolicy(graph, claims.id));
  progress.stage('Reading who is assigned to the application');
  const assigned = await list<AssignedPrincipal>('Application.Read.All', `${own}/appRoleAssignedTo?$top=999`);
  const assignedGroups = assigned.flatMap(({ principalType, principalId }) =>
    principalType === 'Group' ? [principalId] : [],
  );
  const groups = await reading.read('Group.Read.All', NO_GROUPS, () =>
    readGroups(graph, [...assignedGroups, ...conditionalAccess.flatMap(groupIdsOf)]),
  );
  const users = await reading.read('User.Read.All', [], () =>
    among<User>(graph, 'users', 'userPrincipalName', grantees, 'id,userPrincipalName,accountEnabled'),
  );
  return {
    application,
    principal,
    applicationOwners: await list<Owner>(
      'Application.Read.All',
      `/v1.0/applications/${application.id}/owners`,
    ),
    principalOwners: await list<Owner>('Application.Read.All', `${own}/owners`),
    assigned,
    ...groups,
    users: new Map(users.map((user) => [foldName(user.userPrincipalName), user])),
    claims,
    claimsOfOthers: havingClaims.flatMap(({ id, displayName = id }) =>
      [principal.id, application.id].includes(id) ? [] : [displayName],
    ),
    conditionalAccess,
    jobs: await list<Job>('Synchronization.Read.All', `${own}/synchronization/jobs`),
    others,
    emergency: await reading.read('Application.Read.All', [], () =>
      listFromTemplate(graph, SINGLE_ACCOUNT_TEMPLATE.id),
    ),
  };
}

type Groups = Pick<FoundInEntra, 'groups' | 'named'>;

const NO_GROUPS: Groups = { groups: new Map(), named: new Map() };

async function readGroups(graph: Graph, ids: readonly string[]): Promise<Groups> {
  const groups = await groupsById(graph, ids);
  const names = groups.map(({ displayName }) => displayName);
  const namesakes = await among<Group>(graph, 'groups', 'displayName', names, 'id,displayName');
  const named = new Map<string, number>();
  for (const { displayName } of namesakes)
    named.set(foldName(displayName), (named.get(foldName(displayName)) ?? 0) + 1);
  return { groups: new Map(groups.map((group) => [group.id, group])), named };
}

async function groupsById(graph: Graph, all: readonly string[]): Promise<Group[]> {
  const ids = [...new Set(all)];
  const path = '/v1.0/directoryObjects/getByIds';
  const found: Group[] = [];
  for (let from = 0; from < ids.length; from += MAX_IDS) {
    const body = { ids: ids.slice(from, from + MAX_IDS), types: ['group'] };
    const { value } = await askGraph(`POST ${path}`, () =>
      graph.post<{ readonly value: readonly Group[] }>(path, body),
    );
    found.push(...value);
  }
  if (found.some(hasNoName)) throw new CloudError('denied', 'Microsoft Graph', `POST ${path}`, LIMITED);
  return found;
}

/** Graph tells whoever may read no groups that they are there, and nothing else of them. */
const hasNoName = ({ displayName }: { readonly displayName: string | null }): boolean => displayName === null;
const LIMITED = 'It answers with the groups’ ids alone.';

/** Those whose property is one of the values. */
async function among<T>(
  graph: Graph,
  what: 'groups' | 'users',
  property: string,
  all: readonly string[],
  select: string,
): Promise<T[]> {
  const values = [...new Map(all.map((value) => [foldName(value), value])).values()];
  const found: T[] = [];
  for (let from = 0; from < values.length; from += MAX_VALUES) {
    const listed = values.slice(from, from + MAX_VALUES).map(odataText);
    const query = `$filter=${encodeURIComponent(`${property} in (${listed.join(',')})`)}&$select=${select}&$top=999`;
    found.push(
      ...(await askGraph(`GET /v1.0/${what}?$filter=${property} in (…)`, () =>
        graph.list<T>(`/v1.0/${what}?${query}`),
      )),
    );
  }
  return found;
}
