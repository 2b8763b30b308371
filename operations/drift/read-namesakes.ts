/**
 * Several objects of Entra that have one name of this program's: Entra takes a name twice, and a request that was carried
 * out but answered with an error is sent again. Terraform knows the last one alone.
 */
import type { Environment } from '../../model/environment.js';
import { quote } from '../../model/text.js';
import { entraCloud } from '../../stacks/clouds.js';
import {
  certificateName,
  conditionalAccessPolicyName,
  emergencyClaimsPolicyName,
  sessionTagsPolicyName,
} from '../../stacks/entra/display-names.js';
import { IDENTITY_CENTER_TEMPLATE, SINGLE_ACCOUNT_TEMPLATE } from '../../stacks/entra/gallery-template.js';
import { resourceName } from '../../stacks/names.js';
import { askGraph } from '../clouds/cloud-error.js';
import type { Graph } from '../clouds/graph.js';
import { isEqual } from '../clouds/odata.js';
import {
  applicationsOf,
  certificatesOf,
  findServicePrincipal,
  thumbprintOf,
} from '../clouds/service-principals.js';
import { read, type Unread } from '../status/reading.js';
import { stackFolder } from '../synthesize.js';
import type { Beyond } from './finding.js';

const APPLICATION_READ = 'Application.Read.All';

interface Named {
  readonly id: string;
  readonly displayName: string;
}

/** What may stand once under its name. */
interface Single {
  readonly what: 'application' | 'claims mapping policy' | 'conditional access policy' | 'group';
  readonly name: string;
  /** The Terraform address of the one that is ours. */
  readonly address: string;
  /** Where Graph has them. */
  readonly path: string;
  readonly filter?: string;
  readonly needs: string;
}

export interface Namesakes {
  readonly beyond: readonly Beyond[];
  readonly unread: readonly Unread[];
}

export async function readNamesakes(environment: Environment, graph: Graph): Promise<Namesakes> {
  const beyond: Beyond[] = [];
  const unread: Unread[] = [];
  for (const single of singlesOf(environment)) {
    const found = await read(single.needs, () => listNamed(graph, single));
    if ('unread' in found) unread.push(found.unread);
    else if (found.found.length > 1 || found.found.some(isHalfMade))
      beyond.push(describe(environment, single, found.found));
  }
  beyond.push(...(await readCertificates(environment, graph)));
  return { beyond, unread };
}

async function listNamed(graph: Graph, { path, filter, name }: Single): Promise<Named[]> {
  const query = filter === undefined ? '' : `?$filter=${encodeURIComponent(filter)}`;
  const request = `GET ${path}${filter === undefined ? '' : `?$filter=${filter}`}`;
  const listed = await askGraph(request, () => graph.list<Named>(`${path}${query}`));
  return listed.filter(({ displayName }) => displayName === name || isHalfMade({ displayName }));
}

/** What the azuread provider calls an application while it makes it from a template. */
const HALF_MADE = 'TERRAFORM_INSTANTIATE_';

const isHalfMade = ({ displayName }: Pick<Named, 'displayName'>): boolean =>
  displayName.startsWith(HALF_MADE);

/** An application's signing certificates of one name. */
async function readCertificates(environment: Environment, graph: Graph): Promise<Beyond[]> {
  const beyond: Beyond[] = [];
  for (const lane of applicationsOf(environment)) {
    const principal = await read(APPLICATION_READ, () => findServicePrincipal(graph, lane));
    // What can't be read is told where who is assigned is asked for.
    if ('unread' in principal || principal.found === undefined) continue;
    const { displayName, keyCredentials } = principal.found;
    for (const handle of Object.keys(lane.settings.certificates)) {
      const name = certificateName(handle, lane.settings.certificates);
      const ids = certificatesOf({ keyCredentials }, lane, handle).map(
        (key) => `${thumbprintOf(key)} (${key.keyId})`,
      );
      if (ids.length < 2) continue;
      const advice = `In Entra: Enterprise applications, ${quote(displayName)}, Single sign-on, SAML Certificates, Edit: delete one that is not active.`;
      beyond.push({ kind: 'namesakes', what: 'signing certificate', name, ids, remove: [advice] });
    }
  }
  return beyond;
}

function describe(environment: Environment, single: Single, found: readonly Named[]): Beyond {
  const { what, name, address, path } = single;
  const { graphHost } = entraCloud(environment.config.entra.cloud);
  return {
    kind: 'namesakes',
    what,
    name,
    ids: found.map(({ id }) => id),
    remove: [
      `terraform -chdir=${stackFolder(environment.name)} state show ${address}, which tells the one in use; of the others:`,
      ...found.map(({ id }) => `az rest --method DELETE --url ${graphHost}${path}/${id}`),
    ],
  };
}

const applicationsMadeFrom = (template: string): Pick<Single, 'path' | 'filter' | 'needs'> => ({
  path: '/v1.0/applications',
  filter: isEqual('applicationTemplateId', template),
  needs: APPLICATION_READ,
});
const POLICIES = { needs: 'Policy.Read.All' };

function singlesOf({ config: { entra, emergencyAccess, groups } }: Environment): Single[] {
  const { displayName } = entra.application;
  const emergency = emergencyAccess?.application.displayName;
  return [
    application(displayName, 'application', IDENTITY_CENTER_TEMPLATE.id),
    ...(emergency === undefined
      ? []
      : [
          application(emergency, 'emergency-application', SINGLE_ACCOUNT_TEMPLATE.id),
          claims(emergencyClaimsPolicyName(emergency), 'emergency-claims'),
        ]),
    ...(entra.attributes === undefined ? [] : [claims(sessionTagsPolicyName(entra), 'claims')]),
    ...(entra.conditionalAccess === undefined
      ? []
      : [
          conditionalAccess(
            conditionalAccessPolicyName(displayName, entra.conditionalAccess),
            'conditional-access',
          ),
        ]),
    ...(emergency === undefined || emergencyAccess?.conditionalAccess === undefined
      ? []
      : [
          conditionalAccess(
            conditionalAccessPolicyName(emergency, emergencyAccess.conditionalAccess),
            'emergency-conditional-access',
          ),
        ]),
    ...Object.entries(groups)
      .filter(([, { managed }]) => managed !== undefined)
      .map(([handle, { name = handle }]): Single => ({
        what: 'group',
        name,
        address: `azuread_group.${resourceName('group', handle)}`,
        path: '/v1.0/groups',
        filter: isEqual('displayName', name),
        needs: 'Group.Read.All',
      })),
  ];
}

const application = (
  name: string,
  kind: 'application' | 'emergency-application',
  template: string,
): Single => ({
  what: 'application',
  name,
  address: `azuread_application.${resourceName(kind)}`,
  ...applicationsMadeFrom(template),
});

const claims = (name: string, kind: 'claims' | 'emergency-claims'): Single => ({
  what: 'claims mapping policy',
  name,
  address: `azuread_claims_mapping_policy.${resourceName(kind)}`,
  path: '/v1.0/policies/claimsMappingPolicies',
  ...POLICIES,
});

const conditionalAccess = (
  name: string,
  kind: 'conditional-access' | 'emergency-conditional-access',
): Single => ({
  what: 'conditional access policy',
  name,
  address: `azuread_conditional_access_policy.${resourceName(kind)}`,
  path: '/v1.0/identity/conditionalAccess/policies',
  ...POLICIES,
});
