/** An application between the provider's attributes and Graph's object. */
import type { Application, Principal } from '../../../world/entra/objects.js';
import type { Attributes } from '../resource.js';
import { expandRoles, expandScopes, flattenRoles, flattenScopes, idsByValue } from './entitlements.js';
import { expandTags, flattenFeatures } from './feature-tags.js';
import { applicationId } from './ids.js';
import { idsOf } from './sync-references.js';
import { block, changed, flag, orNull, text, texts } from './values.js';

/**
 * The PATCH of an update. Most properties are sent whether they have changed or not, so what the configuration leaves
 * out is cleared (the template's home page, for one); roles, scopes and identifier URIs only where they have changed.
 */
export function applicationPatch(planned: Attributes, prior: Attributes): Record<string, unknown> {
  const web = block(planned['web']);
  const grant = block(web['implicit_grant']);
  const api = block(planned['api']);
  return {
    displayName: text(planned['display_name']),
    description: orNull(text(planned['description'])),
    groupMembershipClaims: orNull(texts(planned['group_membership_claims']).join(',')),
    info: {
      marketingUrl: orNull(text(planned['marketing_url'])),
      privacyStatementUrl: orNull(text(planned['privacy_statement_url'])),
      supportUrl: orNull(text(planned['support_url'])),
      termsOfServiceUrl: orNull(text(planned['terms_of_service_url'])),
    },
    isDeviceOnlyAuthSupported: flag(planned['device_only_auth_enabled']),
    isFallbackPublicClient: flag(planned['fallback_public_client_enabled']),
    notes: orNull(text(planned['notes'])),
    publicClient: { redirectUris: texts(block(planned['public_client'])['redirect_uris']) },
    serviceManagementReference: orNull(text(planned['service_management_reference'])),
    signInAudience: text(planned['sign_in_audience']),
    spa: { redirectUris: texts(block(planned['single_page_application'])['redirect_uris']) },
    tags: expandTags(planned, prior),
    web: {
      homePageUrl: orNull(text(web['homepage_url'])),
      logoutUrl: orNull(text(web['logout_url'])),
      redirectUris: texts(web['redirect_uris']),
      implicitGrantSettings: {
        enableAccessTokenIssuance: flag(grant['access_token_issuance_enabled']),
        enableIdTokenIssuance: flag(grant['id_token_issuance_enabled']),
      },
    },
    api: {
      acceptMappedClaims: flag(api['mapped_claims_enabled']),
      knownClientApplications: texts(api['known_client_applications']),
      requestedAccessTokenVersion: api['requested_access_token_version'] ?? 1,
      ...(scopesChanged(planned, prior)
        ? { oauth2PermissionScopes: expandScopes(api['oauth2_permission_scope']) }
        : {}),
    },
    ...(changed(planned['app_role'], prior['app_role'])
      ? { appRoles: expandRoles(planned['app_role']) }
      : {}),
    ...(changed(planned['identifier_uris'], prior['identifier_uris'])
      ? { identifierUris: texts(planned['identifier_uris']) }
      : {}),
  };
}

export const scopesChanged = (planned: Attributes, prior: Attributes): boolean =>
  changed(block(planned['api'])['oauth2_permission_scope'], block(prior['api'])['oauth2_permission_scope']);

export function applicationAttributes(application: Application, owners: readonly Principal[]): Attributes {
  const { api, info, web } = application;
  return {
    id: applicationId.format(application.id),
    api: [
      {
        known_client_applications: api.knownClientApplications,
        mapped_claims_enabled: api.acceptMappedClaims ?? false,
        oauth2_permission_scope: flattenScopes(api.oauth2PermissionScopes),
        requested_access_token_version: api.requestedAccessTokenVersion ?? 1,
      },
    ],
    app_role: flattenRoles(application.appRoles),
    app_role_ids: idsByValue(application.appRoles),
    client_id: application.appId,
    description: application.description ?? '',
    device_only_auth_enabled: application.isDeviceOnlyAuthSupported ?? false,
    disabled_by_microsoft: application.disabledByMicrosoftStatus ?? '',
    display_name: application.displayName,
    fallback_public_client_enabled: application.isFallbackPublicClient ?? false,
    feature_tags: flattenFeatures(application.tags),
    group_membership_claims: application.groupMembershipClaims?.split(',') ?? [],
    identifier_uris: application.identifierUris,
    logo_url: info.logoUrl ?? '',
    marketing_url: info.marketingUrl ?? '',
    notes: application.notes ?? '',
    oauth2_permission_scope_ids: idsByValue(api.oauth2PermissionScopes),
    oauth2_post_response_required: false,
    object_id: application.id,
    owners: idsOf(owners),
    privacy_statement_url: info.privacyStatementUrl ?? '',
    public_client: [{ redirect_uris: application.publicClient.redirectUris }],
    publisher_domain: application.publisherDomain,
    service_management_reference: application.serviceManagementReference ?? '',
    sign_in_audience: application.signInAudience,
    single_page_application: [{ redirect_uris: application.spa.redirectUris }],
    support_url: info.supportUrl ?? '',
    tags: application.tags,
    template_id: application.applicationTemplateId ?? '',
    terms_of_service_url: info.termsOfServiceUrl ?? '',
    web: [
      {
        homepage_url: web.homePageUrl ?? '',
        logout_url: web.logoutUrl ?? '',
        redirect_uris: web.redirectUris,
        implicit_grant: [
          {
            access_token_issuance_enabled: web.implicitGrantSettings.enableAccessTokenIssuance,
            id_token_issuance_enabled: web.implicitGrantSettings.enableIdTokenIssuance,
          },
        ],
      },
    ],
  };
}
