/** `azuread_service_principal`. */
import type { EntraTenant } from '../../../world/entra/tenant.js';
import type { Attributes, Refusal, ResourceType } from '../resource.js';
import { flattenRoles, flattenScopes, idsByValue } from './entitlements.js';
import { expandTags, flattenFeatures, flattenOlderFeatures } from './feature-tags.js';
import { servicePrincipalId } from './ids.js';
import { alreadyExists, attempt, found, leaving } from './refusals.js';
import { idsOf, syncReferences } from './sync-references.js';
import { atMost, check, conflicting, guid, httpUrl, notEmpty, oneOf, unmodelled } from './validation.js';
import { block, blocks, changed, flag, orNull, sameBooleans, text, texts } from './values.js';

const TYPE = 'azuread_service_principal';

export const servicePrincipal: ResourceType = {
  type: TYPE,
  forceNew: ['client_id'],
  defaults: { account_enabled: true },
  validate,
  normalize,

  /** With `use_existing` it takes over the service principal that stands, and sets it as the configuration says. */
  async create({ world: { entra } }, planned) {
    const clientId = text(planned['client_id']);
    const [existing] = entra.servicePrincipals.list({ appId: clientId });
    if (existing) {
      if (!flag(planned['use_existing'])) throw alreadyExists(TYPE, existing.id);
      return leaving(
        { ...planned, id: servicePrincipalId.format(existing.id) },
        () => attributes(entra, existing.id, planned),
        () => update(entra, existing.id, planned, {}),
      );
    }
    const { id } = attempt('Could not create service principal', () =>
      entra.servicePrincipals.create({ ...patch(planned, {}), appId: clientId }),
    );
    return leaving(
      { ...planned, id: servicePrincipalId.format(id) },
      () => attributes(entra, id, planned),
      () => setOwners(entra, id, planned),
    );
  },

  async read({ world: { entra } }, state) {
    const [id] = servicePrincipalId.parse(text(state['id']));
    return found(() => attributes(entra, id, state));
  },

  async update({ world: { entra } }, planned, prior) {
    const [id] = servicePrincipalId.parse(text(prior['id']));
    return leaving(
      { ...planned, id: text(prior['id']) },
      () => attributes(entra, id, planned),
      () => update(entra, id, planned, prior),
    );
  },

  /** With `use_existing` every error of the deletion is ignored, as the provider does. */
  async remove({ world: { entra } }, state) {
    const [id] = servicePrincipalId.parse(text(state['id']));
    try {
      attempt(
        `Deleting Service Principal (Service Principal: "${id}")`,
        () => entra.servicePrincipals.delete(id),
        'id',
      );
    } catch (error) {
      if (!flag(state['use_existing'])) throw error;
    }
  },

  async import(_connection, id) {
    servicePrincipalId.parse(id);
    return { id };
  },
};

function validate(config: Attributes): Refusal[] {
  return [
    ...check(config['client_id'], 'client_id', guid),
    ...check(config['alternative_names'], 'alternative_names', notEmpty),
    ...check(config['description'], 'description', atMost(1024)),
    ...check(config['login_url'], 'login_url', httpUrl),
    ...check(config['notes'], 'notes', atMost(1024)),
    ...check(config['notification_email_addresses'], 'notification_email_addresses', notEmpty),
    ...check(config['owners'], 'owners', guid),
    ...check(
      config['preferred_single_sign_on_mode'],
      'preferred_single_sign_on_mode',
      oneOf('', 'notSupported', 'oidc', 'password', 'saml'),
    ),
    ...check(
      block(config['saml_single_sign_on'])['relay_state'],
      'saml_single_sign_on.0.relay_state',
      notEmpty,
      ['saml_single_sign_on'],
    ),
    ...conflicting(config, 'feature_tags', 'features', 'tags'),
    ...unmodelled(config, TYPE, 'features'),
  ];
}

/** Blocks that the configuration leaves out stay as they are: the tags', and SAML settings that say nothing. */
function normalize(planned: Attributes, prior: Attributes): Attributes {
  const kept = { ...planned };
  for (const name of ['feature_tags', 'features', 'saml_single_sign_on']) {
    const before = prior[name] ?? [];
    if (planned[name] === undefined || blocks(planned[name]).length > 0) continue;
    if (name !== 'saml_single_sign_on' || text(block(before)['relay_state']) === '') kept[name] = before;
  }
  return sameBooleans(kept, prior);
}

function update(entra: EntraTenant, id: string, planned: Attributes, prior: Attributes): void {
  attempt(`Updating Service Principal (Service Principal: "${id}")`, () =>
    entra.servicePrincipals.update(id, patch(planned, prior)),
  );
  if (changed(planned['owners'], prior['owners'])) setOwners(entra, id, planned);
}

function setOwners({ servicePrincipals: { owners } }: EntraTenant, id: string, planned: Attributes): void {
  syncReferences(
    `Could not add owners to Service Principal (Service Principal: "${id}")`,
    texts(planned['owners']),
    {
      current: owners.list(id),
      add: (owner) => owners.add(id, owner),
      remove: (owner) => owners.remove(id, owner),
    },
  );
}

/** Everything is sent, changed or not: what the configuration leaves out is cleared, assignment required among it. */
function patch(planned: Attributes, prior: Attributes): Record<string, unknown> {
  return {
    accountEnabled: flag(planned['account_enabled']),
    alternativeNames: texts(planned['alternative_names']),
    appRoleAssignmentRequired: flag(planned['app_role_assignment_required']),
    description: orNull(text(planned['description'])),
    loginUrl: orNull(text(planned['login_url'])),
    notes: orNull(text(planned['notes'])),
    notificationEmailAddresses: texts(planned['notification_email_addresses']),
    preferredSingleSignOnMode: orNull(text(planned['preferred_single_sign_on_mode'])),
    samlSingleSignOnSettings: {
      relayState: orNull(text(block(planned['saml_single_sign_on'])['relay_state'])),
    },
    tags: expandTags(planned, prior),
  };
}

function attributes({ servicePrincipals }: EntraTenant, id: string, state: Attributes): Attributes {
  const principal = servicePrincipals.get(id);
  const { samlSingleSignOnSettings: saml } = principal;
  return {
    id: servicePrincipalId.format(id),
    account_enabled: principal.accountEnabled,
    alternative_names: principal.alternativeNames,
    app_role_assignment_required: principal.appRoleAssignmentRequired,
    app_role_ids: idsByValue(principal.appRoles),
    app_roles: flattenRoles(principal.appRoles),
    application_tenant_id: principal.appOwnerOrganizationId,
    client_id: principal.appId,
    description: principal.description ?? '',
    display_name: principal.displayName,
    feature_tags: flattenFeatures(principal.tags),
    features: flattenOlderFeatures(principal.tags),
    homepage_url: principal.homepage ?? '',
    login_url: principal.loginUrl ?? '',
    logout_url: principal.logoutUrl ?? '',
    notes: principal.notes ?? '',
    notification_email_addresses: principal.notificationEmailAddresses,
    oauth2_permission_scope_ids: idsByValue(principal.oauth2PermissionScopes),
    oauth2_permission_scopes: flattenScopes(principal.oauth2PermissionScopes),
    object_id: id,
    owners: idsOf(servicePrincipals.owners.list(id)),
    preferred_single_sign_on_mode: principal.preferredSingleSignOnMode ?? '',
    redirect_uris: principal.replyUrls,
    saml_metadata_url: principal.samlMetadataUrl ?? '',
    saml_single_sign_on: saml ? [{ relay_state: saml.relayState ?? '' }] : [],
    service_principal_names: principal.servicePrincipalNames.filter((name) => name !== principal.appId),
    sign_in_audience: principal.signInAudience,
    tags: principal.tags,
    type: principal.servicePrincipalType,
    use_existing: state['use_existing'] ?? null,
  };
}
