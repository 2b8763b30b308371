/** Reads who is assigned to the enterprise applications of an environment. */
import type { Environment } from '../../model/environment.js';
import { askGraph } from '../clouds/cloud-error.js';
import type { Graph } from '../clouds/graph.js';
import {
  applicationsOf,
  type FederatedApplication,
  findServicePrincipal,
  type ServicePrincipal,
} from '../clouds/service-principals.js';
import { read, type Reading, type Unread } from '../status/reading.js';
import type { Assigned, LiveApplication } from './live.js';

/** As Microsoft Graph has it. */
interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalDisplayName: string;
  readonly principalId: string;
  readonly principalType: Assigned['principalType'];
}

interface DirectoryObject {
  readonly id: string;
  readonly displayName?: string;
  readonly userPrincipalName?: string;
}

export interface ReadApplications {
  readonly applications: readonly LiveApplication[];
  readonly groupNames: ReadonlyMap<string, string>;
  readonly unread: readonly Unread[];
}

const APPLICATION_READ = 'Application.Read.All';
/** Graph's limit of ids in one request. */
const MAX_IDS = 1000;

export async function readApplications(environment: Environment, graph: Graph): Promise<ReadApplications> {
  const found: Found[] = [];
  for (const application of applicationsOf(environment)) found.push(await readOne(application, graph));
  const people = await readPeople(environment, graph, found);
  const objects = 'found' in people ? people.found : new Map<string, DirectoryObject>();
  return {
    applications: found.map((each) => describeApplication(each, objects)),
    groupNames: new Map(
      [
        ...[...objects.values()].map(({ id, displayName = '' }): [string, string] => [id, displayName]),
        ...found.flatMap(({ assigned }) =>
          listOf(assigned).map(({ principalId, principalDisplayName }): [string, string] => [
            principalId,
            principalDisplayName,
          ]),
        ),
      ].map(([id, name]) => [id.toLowerCase(), name]),
    ),
    unread: [people, ...found.map(({ assigned }) => assigned)].flatMap((reading) =>
      'unread' in reading ? [reading.unread] : [],
    ),
  };
}

interface Found {
  readonly application: FederatedApplication;
  readonly principal?: ServicePrincipal;
  readonly assigned: Reading<readonly AppRoleAssignment[]>;
}

async function readOne(application: FederatedApplication, graph: Graph): Promise<Found> {
  const principal = await read(APPLICATION_READ, () => findServicePrincipal(graph, application));
  if ('unread' in principal) return { application, assigned: principal };
  if (principal.found === undefined) return { application, assigned: { found: [] } };
  const path = `/v1.0/servicePrincipals/${principal.found.id}/appRoleAssignedTo?$top=999`;
  const assigned = await read(APPLICATION_READ, () =>
    askGraph(`GET ${path}`, () => graph.list<AppRoleAssignment>(path)),
  );
  return { application, principal: principal.found, assigned };
}

/** The user principal names of assigned users, and the names of groups that the config names by object id, by object id. */
function readPeople(
  { config: { groups } }: Environment,
  graph: Graph,
  found: readonly Found[],
): Promise<Reading<ReadonlyMap<string, DirectoryObject>>> {
  const users = found.flatMap(({ assigned }) =>
    listOf(assigned).filter(({ principalType }) => principalType === 'User'),
  );
  const wanted = new Set([
    ...users.map(({ principalId }) => principalId),
    ...Object.values(groups).flatMap(({ objectId }) => objectId?.toLowerCase() ?? []),
  ]);
  return read('User.Read.All and Group.Read.All', async () => {
    const objects = new Map<string, DirectoryObject>();
    const ids = [...wanted];
    const path = '/v1.0/directoryObjects/getByIds';
    for (let from = 0; from < ids.length; from += MAX_IDS) {
      const body = { ids: ids.slice(from, from + MAX_IDS), types: ['user', 'group'] };
      const { value } = await askGraph(`POST ${path}`, () =>
        graph.post<{ readonly value: readonly DirectoryObject[] }>(path, body),
      );
      for (const object of value) objects.set(object.id, object);
    }
    return objects;
  });
}

function describeApplication(
  { application, principal, assigned }: Found,
  objects: ReadonlyMap<string, DirectoryObject>,
): LiveApplication {
  const roles = new Map(principal?.appRoles.map(({ id, displayName }) => [id, displayName]));
  return {
    ...application,
    ...(principal === undefined ? {} : { id: principal.id }),
    assigned:
      'unread' in assigned
        ? undefined
        : assigned.found.map(({ id, principalId, principalType, principalDisplayName, appRoleId }) => {
            const appRole = roles.get(appRoleId);
            return {
              id,
              principalId,
              principalType,
              name: objects.get(principalId)?.userPrincipalName ?? principalDisplayName,
              appRoleId,
              ...(appRole === undefined ? {} : { appRole }),
            };
          }),
  };
}

const listOf = <T>(reading: Reading<readonly T[]>): readonly T[] => ('found' in reading ? reading.found : []);
