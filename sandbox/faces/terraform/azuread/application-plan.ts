/** What the provider decides about an application before it is applied. */
import type { Attributes, Refusal, Value } from '../resource.js';
import { validateEntitlements } from './entitlements.js';
import {
  atMost,
  check,
  conflicting,
  guid,
  httpUrl,
  logoutUrl,
  notEmpty,
  oneOf,
  redirectUri,
  tooManyOwners,
  unmodelled,
} from './validation.js';
import { block, blocks, flag, sameBooleans, text, texts } from './values.js';

const WEB_SCHEMES = ['http', 'https', 'ms-appx-web', 'brk-multihub'];
const MEMBERSHIP_CLAIMS = ['All', 'None', 'ApplicationGroup', 'DirectoryRole', 'SecurityGroup'];

export function validateApplication(config: Attributes): Refusal[] {
  const web = block(config['web']);
  const api = block(config['api']);
  const template = config['template_id'];
  return [
    ...(template === null
      ? [
          {
            summary: 'The sandbox makes applications from a template only: set `template_id`.',
            attribute: ['template_id'],
          },
        ]
      : []),
    ...check(template, 'template_id', guid),
    ...check(config['display_name'], 'display_name', notEmpty),
    ...check(config['description'], 'description', atMost(1024)),
    ...check(config['group_membership_claims'], 'group_membership_claims', oneOf(...MEMBERSHIP_CLAIMS)),
    ...check(config['identifier_uris'], 'identifier_uris', notEmpty),
    ...check(config['notes'], 'notes', notEmpty),
    ...check(config['owners'], 'owners', guid),
    ...tooManyOwners(config['owners']),
    ...check(config['sign_in_audience'], 'sign_in_audience', oneOf('AzureADMyOrg', 'AzureADMultipleOrgs')),
    ...conflicting(config, 'feature_tags', 'tags'),
    ...check(web['homepage_url'], 'web.0.homepage_url', httpUrl, ['web']),
    ...check(web['logout_url'], 'web.0.logout_url', logoutUrl, ['web']),
    ...check(web['redirect_uris'], 'web.0.redirect_uris', redirectUri(WEB_SCHEMES, true), ['web']),
    ...check(
      block(config['public_client'])['redirect_uris'],
      'public_client.0.redirect_uris',
      redirectUri([], true),
      ['public_client'],
    ),
    ...check(
      block(config['single_page_application'])['redirect_uris'],
      'single_page_application.0.redirect_uris',
      redirectUri(WEB_SCHEMES, false),
      ['single_page_application'],
    ),
    ...check(api['known_client_applications'], 'api.0.known_client_applications', guid, ['api']),
    ...tokenVersion(api['requested_access_token_version']),
    ...validateEntitlements(config['app_role'], api['oauth2_permission_scope']),
    ...unmodelled(
      config,
      'azuread_application',
      'logo_image',
      'oauth2_post_response_required',
      'optional_claims',
      'password',
      'required_resource_access',
    ),
  ];
}

function tokenVersion(value: Value | undefined): Refusal[] {
  if (value === undefined || value === null || value === 1 || value === 2) return [];
  return [{ summary: 'Value must be one of: 1, 2', attribute: ['api'] }];
}

/** A block that Graph always has, and that the configuration leaves out, is no difference while it says nothing. */
export function normalizeApplication(planned: Attributes, prior: Attributes): Attributes {
  const kept = { ...planned };
  for (const name of ['api', 'public_client', 'single_page_application', 'web', 'feature_tags']) {
    const before = prior[name] ?? [];
    if (
      planned[name] !== undefined &&
      blocks(planned[name]).length === 0 &&
      saysNothing(name, block(before))
    ) {
      kept[name] = before;
    }
  }
  const [web] = blocks(kept['web']);
  const grant = block(prior['web'])['implicit_grant'];
  if (web && grant !== undefined && blocks(web['implicit_grant']).length === 0 && !grants(block(grant))) {
    kept['web'] = [{ ...web, implicit_grant: grant }];
  }
  return sameBooleans(kept, prior);
}

/** The template's scope says something, so that leaving `api` out plans its removal; a home page doesn't. */
function saysNothing(name: string, prior: Attributes): boolean {
  if (name === 'feature_tags') return true;
  if (name === 'api') {
    return (
      texts(prior['known_client_applications']).length === 0 &&
      !flag(prior['mapped_claims_enabled']) &&
      blocks(prior['oauth2_permission_scope']).length === 0 &&
      Number(prior['requested_access_token_version'] ?? 1) <= 1
    );
  }
  return texts(prior['redirect_uris']).length === 0 && !grants(block(prior['implicit_grant']));
}

const grants = (grant: Attributes): boolean =>
  flag(grant['access_token_issuance_enabled']) || flag(grant['id_token_issuance_enabled']);

/** What stays in state because Graph doesn't tell it. */
export const remembered = (state: Attributes): Attributes => ({
  logo_image: text(state['logo_image']),
  prevent_duplicate_names: flag(state['prevent_duplicate_names']),
});
