/** Reads the whole of Entra's side: the application, who is assigned to it, what it sends and what is demanded. */
import { foldName } from '../../../model/text.js';
import { SINGLE_ACCOUNT_TEMPLATE, IDENTITY_CENTER_TEMPLATE } from '../../../stacks/entra/gallery-template.js';
import { askGraph } from '../../clouds/cloud-error.js';
import type { Graph } from '../../clouds/graph.js';
import type { Progress } from '../../context.js';
import type { AssignedPrincipal } from '../../status/facts.js';
import type { Application, ClaimsPolicy, FoundInEntra, Group, Job, Owner, User } from './entra-objects.js';
import { groupIdsOf, isAbout } from './conditional-access.js';
import { findApplication, listFromTemplate, type Wanted } from './find-application.js';
import type { ReadingAll } from './reading-all.js';

const APPLICATION_READ = 'Application.Read.All';
const POLICY_READ = 'Policy.Read.All';
/** Graph's limits: of ids in one request, and of values for `in`. */
const MAX_IDS = 1000;
const MAX_VALUES = 15;

/** @param grantees User names in AWS of whoever has access by name. */
export async function readEntra(
  graph: Graph,
  wanted: Wanted,
  grantees: readonly string[],
  reading: ReadingAll,
  progress: Progress,
): Promise<FoundInEntra | undefined> {
  progress.stage('Reading the application');
  const fromTemplate = await reading.read<Application[] | undefined>(APPLICATION_READ, undefined, () =>
    listFromTemplate(graph, IDENTITY_CENTER_TEMPLATE.id),
  );
  if (fromTemplate === undefined) return undefined;
  const { application, principal } = await findApplication(graph, fromTemplate, wanted);
  const list = <T>(needs: string, path: string): Promise<T[]> =>
    reading.read(needs, [], () => askGraph(`GET ${path}`, () => graph.list<T>(path)));
  const own = `/v1.0/servicePrincipals/${principal.id}`;
  const policies = await list<Readonly<Record<string, unknown>>>(
    POLICY_READ,
    '/v1.0/identity/conditionalAccess/policies',
  );
  const conditionalAccess = policies.filter((policy) => isAbout(policy, principal.appId));
  const [claims] = await list<ClaimsPolicy>(POLICY_READ, `${own}/claimsMappingPolicies`);
  progress.stage('Reading who is assigned to the application');
  const assigned = await list<AssignedPrincipal>(APPLICATION_READ, `${own}/appRoleAssignedTo?$top=999`);
  const people = await reading.read('User.Read.All and Group.Read.All', NOBODY, () =>
    readPeople(graph, assigned, conditionalAccess.flatMap(groupIdsOf), grantees),
  );
  return {
    application,
    principal,
    applicationOwners: await list<Owner>(APPLICATION_READ, `/v1.0/applications/${application.id}/owners`),
    principalOwners: await list<Owner>(APPLICATION_READ, `${own}/owners`),
    assigned,
    ...people,
    claims,
    conditionalAccess,
    jobs: await list<Job>('Synchronization.Read.All', `${own}/synchronization/jobs`),
    others: fromTemplate.filter(({ id }) => id !== application.id),
    emergency: await reading.read(APPLICATION_READ, [], () =>
      listFromTemplate(graph, SINGLE_ACCOUNT_TEMPLATE.id),
    ),
  };
}

type People = Pick<FoundInEntra, 'groups' | 'named' | 'users'>;

const NOBODY: People = { groups: new Map(), named: new Map(), users: new Map() };

async function readPeople(
  graph: Graph,
  assigned: readonly AssignedPrincipal[],
  otherGroups: readonly string[],
  grantees: readonly string[],
): Promise<People> {
  const assignedGroups = assigned.flatMap(({ principalType, principalId }) =>
    principalType === 'Group' ? [principalId] : [],
  );
  const groups = await groupsById(graph, [...assignedGroups, ...otherGroups]);
  const select = 'id,userPrincipalName,accountEnabled';
  const users = await among<User>(graph, 'users', 'userPrincipalName', grantees, select);
  const namesakes = await among<Group>(
    graph,
    'groups',
    'displayName',
    groups.map(({ displayName }) => displayName),
    'id,displayName',
  );
  const named = new Map<string, number>();
  for (const { displayName } of namesakes)
    named.set(foldName(displayName), (named.get(foldName(displayName)) ?? 0) + 1);
  return {
    groups: new Map(groups.map((group) => [group.id, group])),
    named,
    users: new Map(users.map((user) => [foldName(user.userPrincipalName), user])),
  };
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
  return found;
}

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
    const listed = values.slice(from, from + MAX_VALUES).map((value) => `'${value.replaceAll("'", "''")}'`);
    const query = `$filter=${encodeURIComponent(`${property} in (${listed.join(',')})`)}&$select=${select}&$top=999`;
    found.push(
      ...(await askGraph(`GET /v1.0/${what}?$filter=${property} in (…)`, () =>
        graph.list<T>(`/v1.0/${what}?${query}`),
      )),
    );
  }
  return found;
}
