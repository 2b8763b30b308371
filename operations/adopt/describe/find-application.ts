/** Which of the tenant's applications people sign in to AWS by. */
import { quote } from '../../../model/text.js';
import { IDENTITY_CENTER_TEMPLATE } from '../../../stacks/entra/gallery-template.js';
import { askGraph } from '../../clouds/cloud-error.js';
import type { Graph } from '../../clouds/graph.js';
import { hasIdentifier, isEqual } from '../../clouds/odata.js';
import { UserError } from '../../user-error.js';
import type { Application, EnterpriseApplication } from './entra-objects.js';

/** Those of a gallery template. */
export function listFromTemplate(graph: Graph, template: string): Promise<Application[]> {
  const filter = isEqual('applicationTemplateId', template);
  return askGraph(`GET /v1.0/applications?$filter=${filter}`, () =>
    graph.list<Application>(`/v1.0/applications?$filter=${encodeURIComponent(filter)}`),
  );
}

/** Undefined where nothing has it. */
export async function findPrincipal(
  graph: Graph,
  filter: string,
): Promise<EnterpriseApplication | undefined> {
  const request = `GET /v1.0/servicePrincipals?$filter=${filter}`;
  const [found] = await askGraph(request, () =>
    graph.list<EnterpriseApplication>(`/v1.0/servicePrincipals?$filter=${encodeURIComponent(filter)}`),
  );
  return found;
}

export interface Wanted {
  /** The entity ID of AWS's side. */
  readonly entityId: string;
  /** A name or id, where somebody says which one. */
  readonly application?: string;
}

/**
 * The one that has AWS's entity ID as its identifier, or the one that is asked for.
 *
 * @param all Those of the gallery template.
 * @throws UserError where none has it and nobody says which one, or it is of no such template.
 */
export async function findApplication(
  graph: Graph,
  all: readonly Application[],
  { entityId, application }: Wanted,
): Promise<{ readonly application: Application; readonly principal: EnterpriseApplication }> {
  const holder = await findPrincipal(graph, hasIdentifier(entityId));
  if (application !== undefined) {
    const chosen = choose(all, application);
    if (holder !== undefined && holder.appId !== chosen.appId)
      throw new UserError(
        `${describe(chosen)} hasn’t AWS’s identifier ${entityId}, and no two applications of a tenant can have it: ${quote(holder.displayName)} (${holder.appId}) has, so people sign in by that one. Leave --application out. Nothing was written.`,
      );
    const principal = holder ?? (await findPrincipal(graph, isEqual('appId', chosen.appId)));
    if (principal !== undefined) return { application: chosen, principal };
    throw new UserError(`${describe(chosen)} has no enterprise application (service principal) in Entra.`);
  }
  if (holder === undefined) throw new UserError(nobodyHas(entityId, all));
  const found = all.find(({ appId }) => appId === holder.appId);
  if (found !== undefined) return { application: found, principal: holder };
  throw new UserError(
    `${quote(holder.displayName)} has AWS’s entity ID, and was not made from the gallery template “AWS IAM Identity Center” (${IDENTITY_CENTER_TEMPLATE.id}). This program keeps only such ones: its provisioning and its roles are the template’s. Nothing was written.`,
  );
}

function choose(all: readonly Application[], wanted: string): Application {
  const chosen = all.filter(({ id, appId, displayName }) => [id, appId, displayName].includes(wanted));
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1) return only;
  throw new UserError(
    chosen.length === 0
      ? `No application of the gallery template “AWS IAM Identity Center” is ${quote(wanted)}. ${listAll(all)}`
      : `Several applications of the gallery template are called ${quote(wanted)}: ${chosen.map(({ id }) => id).join(', ')}. Name one by its object id.`,
  );
}

const nobodyHas = (entityId: string, all: readonly Application[]): string =>
  [
    `No application of the tenant has the identifier ${entityId}: the identity source of IAM Identity Center isn’t external yet, or is another tenant. Nothing was written.`,
    `  ${listAll(all)}`,
    all.length === 0
      ? '  Groups and users that stand in AWS’s own directory or in Active Directory have no counterpart in Entra to be described by: write a config by hand first, as the README says (Your first environment).'
      : '  Where people sign in to AWS by one of them all the same: --application <its name or object id>.',
  ].join('\n');

const listAll = (all: readonly Application[]): string =>
  all.length === 0
    ? 'The tenant has none of the gallery template.'
    : `The tenant has of the gallery template: ${all.map(describe).join(', ')}.`;

export const describe = ({ displayName, id }: Application): string => `${quote(displayName)} (${id})`;
