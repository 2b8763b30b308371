/** `azuread_application`, made from a gallery template. */
import { randomUUID } from 'node:crypto';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { RefusedError, type Attributes, type ResourceType } from '../resource.js';
import { applicationAttributes, applicationPatch, scopesChanged } from './application-graph.js';
import { normalizeApplication, remembered, validateApplication } from './application-plan.js';
import { disabledFor, expandRoles, expandScopes } from './entitlements.js';
import { applicationId } from './ids.js';
import { attempt, found, leaving, nameTaken } from './refusals.js';
import { syncReferences } from './sync-references.js';
import { block, changed, flag, text, texts } from './values.js';

const TYPE = 'azuread_application';

export const application: ResourceType = {
  type: TYPE,
  forceNew: ['template_id'],
  defaults: {
    prevent_duplicate_names: false,
    sign_in_audience: 'AzureADMyOrg',
    'api.requested_access_token_version': 1,
    'api.oauth2_permission_scope.enabled': true,
    'api.oauth2_permission_scope.type': 'User',
    'app_role.enabled': true,
  },
  validate: validateApplication,
  normalize: normalizeApplication,

  /** Planned anew, as a half-made one is too, an application whose name is taken is refused before it is applied. */
  refuseNew({ world: { entra } }, planned) {
    const taken = findTakenName(entra, planned);
    if (!taken) return;
    const { summary, detail = '' } = taken.refusal;
    throw new Error(`${summary}. ${detail}`);
  },

  /** Instantiates the template under a name of its own, then updates what came of it as if it had been imported. */
  async create({ world: { entra } }, planned) {
    refuseTakenName(entra, planned);
    const template = text(planned['template_id']);
    if (!found(() => entra.applicationTemplates.get(template))) {
      throw new RefusedError({
        summary: `Could not find Application Template (Application Template: "${template}")`,
        attribute: ['template_id'],
      });
    }
    const { application: made } = attempt('Could not instantiate application from template', () =>
      entra.applicationTemplates.instantiate(template, {
        displayName: `TERRAFORM_INSTANTIATE_${randomUUID()}`,
      }),
    );
    return leaving(
      { ...planned, id: applicationId.format(made.id) },
      () => attributes(entra, made.id, planned),
      () => update(entra, made.id, planned, {}),
    );
  },

  async read({ world: { entra } }, state) {
    const [id] = applicationId.parse(text(state['id']));
    return found(() => attributes(entra, id, state));
  },

  async update({ world: { entra } }, planned, prior) {
    const [id] = applicationId.parse(text(prior['id']));
    refuseTakenName(entra, planned, id);
    return leaving(
      { ...planned, id: text(prior['id']) },
      () => attributes(entra, id, planned),
      () => update(entra, id, planned, prior),
    );
  },

  async remove({ world: { entra } }, state) {
    const [id] = applicationId.parse(text(state['id']));
    attempt(`deleting Application (Application: "${id}")`, () => entra.applications.delete(id), 'id');
  },

  async import(_connection, id) {
    applicationId.parse(id);
    return { id };
  },
};

function update(entra: EntraTenant, id: string, planned: Attributes, prior: Attributes): void {
  const { applications } = entra;
  const current = applications.get(id);
  const summary = `Could not update application with object ID: "${id}"`;
  if (changed(planned['app_role'], prior['app_role'])) {
    const appRoles = disabledFor(current.appRoles, expandRoles(planned['app_role']));
    if (appRoles) attempt(summary, () => applications.update(id, { appRoles }), 'app_role');
  }
  if (scopesChanged(planned, prior)) {
    const next = expandScopes(block(planned['api'])['oauth2_permission_scope']);
    const oauth2PermissionScopes = disabledFor(current.api.oauth2PermissionScopes, next);
    if (oauth2PermissionScopes)
      attempt(summary, () => applications.update(id, { api: { oauth2PermissionScopes } }), 'api');
  }
  attempt(summary, () => applications.update(id, applicationPatch(planned, prior)));
  if (changed(planned['owners'], prior['owners'])) {
    syncReferences(`Could not add owners to application with object ID: "${id}"`, texts(planned['owners']), {
      current: applications.owners.list(id),
      add: (owner) => applications.owners.add(id, owner),
      remove: (owner) => applications.owners.remove(id, owner),
    });
  }
}

function refuseTakenName(entra: EntraTenant, planned: Attributes, own?: string): void {
  const taken = findTakenName(entra, planned, own);
  if (taken) throw taken;
}

function findTakenName(entra: EntraTenant, planned: Attributes, own?: string): RefusedError | undefined {
  if (!flag(planned['prevent_duplicate_names'])) return undefined;
  const displayName = text(planned['display_name']);
  const other = entra.applications.list({ displayName }).find(({ id }) => id !== own);
  return other && nameTaken(TYPE, other.id, displayName);
}

function attributes(entra: EntraTenant, id: string, state: Attributes): Attributes {
  return {
    ...applicationAttributes(entra.applications.get(id), entra.applications.owners.list(id)),
    ...remembered(state),
    optional_claims: [],
    password: [],
    required_resource_access: [],
  };
}
