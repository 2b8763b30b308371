/** Reads Entra's side: the application, who is assigned to it, what it sends and what is demanded. */
import type { Environment } from '../../model/environment.js';
import { readSessionTags } from '../../stacks/entra/session-tags.js';
import { askGraph, CloudError } from '../clouds/cloud-error.js';
import type { Graph } from '../clouds/graph.js';
import {
  applicationsOf,
  findServicePrincipal,
  type FederatedApplication,
  type ServicePrincipal,
} from '../clouds/service-principals.js';
import type { AssignedPrincipal, ConditionalAccessPolicy, EntraFacts, Member } from './facts.js';
import { assignmentOf, grantedPrincipals } from './principals.js';
import { read, type Reading } from './reading.js';
import { readProvisioning } from './read-provisioning.js';

const APPLICATION_READ = 'Application.Read.All';
const POLICY_READ = 'Policy.Read.All';
/** The longest page that Microsoft Graph gives. */
const MOST = 999;

export async function readEntra(environment: Environment, graph: Graph): Promise<EntraFacts> {
  const { entra, emergencyAccess } = environment.config;
  const application = await readApplication(environment, 'identity-center', graph);
  const demanded = entra.conditionalAccess !== undefined || emergencyAccess?.conditionalAccess !== undefined;
  const policies = demanded ? { policies: await read(POLICY_READ, () => listPolicies(graph)) } : {};
  if (!('found' in application) || application.found === null) return { application, ...policies };
  const principal = application.found;
  const assigned = await readAssigned(principal, graph);
  const users = await read('User.Read.All', () => findUsers(environment, graph));
  return {
    application,
    assigned,
    users,
    members: await readMembers(environment, graph, assigned),
    ...(await readProvisioning(principal, graph)),
    ...(entra.attributes === undefined
      ? {}
      : { tags: await read(POLICY_READ, () => listTags(principal, graph)) }),
    ...policies,
  };
}

export const readApplication = (
  environment: Environment,
  lane: FederatedApplication['lane'],
  graph: Graph,
): Promise<Reading<ServicePrincipal | null>> =>
  read(APPLICATION_READ, async () => {
    const application = applicationsOf(environment).find((each) => each.lane === lane);
    return (application && (await findServicePrincipal(graph, application))) ?? null;
  });

export const readAssigned = (
  { id }: ServicePrincipal,
  graph: Graph,
): Promise<Reading<readonly AssignedPrincipal[]>> =>
  read(APPLICATION_READ, () =>
    listed<AssignedPrincipal>(graph, `/v1.0/servicePrincipals/${id}/appRoleAssignedTo?$top=${MOST}`),
  );

async function findUsers({ config }: Environment, graph: Graph): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [handle, { userPrincipalName }] of Object.entries(config.users)) {
    const path = `/v1.0/users/${encodeURIComponent(userPrincipalName)}?$select=id`;
    try {
      ids.set(handle, (await askGraph(`GET ${path}`, () => graph.get<{ id: string }>(path))).id);
    } catch (error) {
      if (!(error instanceof CloudError && error.kind === 'not-found')) throw error;
    }
  }
  return ids;
}

async function readMembers(
  environment: Environment,
  graph: Graph,
  assigned: Reading<readonly AssignedPrincipal[]>,
): Promise<Reading<ReadonlyMap<string, readonly Member[]>>> {
  if ('unread' in assigned) return assigned;
  const groups = grantedPrincipals(environment)
    .filter(({ type }) => type === 'GROUP')
    .flatMap((principal) => assignmentOf(environment, principal, assigned.found, new Map()) ?? []);
  return read('GroupMember.Read.All', async () => {
    const members = new Map<string, readonly Member[]>();
    for (const { principalId } of groups) {
      const path = `/v1.0/groups/${principalId}/members?$select=id,userPrincipalName,accountEnabled&$top=${MOST}`;
      members.set(principalId, await listed<Member>(graph, path));
    }
    return members;
  });
}

/** A service principal has one claims mapping policy at most. */
async function listTags({ id }: ServicePrincipal, graph: Graph): Promise<Map<string, string>> {
  const path = `/v1.0/servicePrincipals/${id}/claimsMappingPolicies`;
  const [policy] = await listed<{ readonly definition: readonly string[] }>(graph, path);
  return readSessionTags(policy?.definition[0] ?? '');
}

const listPolicies = (graph: Graph): Promise<ConditionalAccessPolicy[]> =>
  listed<ConditionalAccessPolicy>(graph, '/v1.0/identity/conditionalAccess/policies');

const listed = <T>(graph: Graph, path: string): Promise<T[]> =>
  askGraph(`GET ${path}`, () => graph.list<T>(path));
