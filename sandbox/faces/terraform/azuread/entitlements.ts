/** `app_role` and `oauth2_permission_scope` blocks, and Graph's roles and scopes. */
import type { AppRole, PermissionScope } from '../../../world/entra/objects.js';
import type { Attributes, Refusal, Value } from '../resource.js';
import { blocks, flag, text, texts } from './values.js';
import { check, guid, notEmpty, oneOf, type Rule } from './validation.js';

export const expandRoles = (value: Value | undefined): AppRole[] =>
  blocks(value).map((role) => ({
    id: text(role['id']),
    allowedMemberTypes: texts(role['allowed_member_types']),
    description: text(role['description']),
    displayName: text(role['display_name']),
    isEnabled: flag(role['enabled']),
    value: text(role['value']),
  }));

export const flattenRoles = (roles: readonly AppRole[]): Attributes[] =>
  roles.map((role) => ({
    id: role.id,
    allowed_member_types: [...role.allowedMemberTypes],
    description: role.description ?? '',
    display_name: role.displayName ?? '',
    enabled: role.isEnabled,
    value: role.value ?? '',
  }));

export const expandScopes = (value: Value | undefined): PermissionScope[] =>
  blocks(value).map((scope) => ({
    id: text(scope['id']),
    adminConsentDescription: text(scope['admin_consent_description']),
    adminConsentDisplayName: text(scope['admin_consent_display_name']),
    isEnabled: flag(scope['enabled']),
    type: text(scope['type']),
    userConsentDescription: text(scope['user_consent_description']),
    userConsentDisplayName: text(scope['user_consent_display_name']),
    value: text(scope['value']),
  }));

export const flattenScopes = (scopes: readonly PermissionScope[]): Attributes[] =>
  scopes.map((scope) => ({
    id: scope.id,
    admin_consent_description: scope.adminConsentDescription ?? '',
    admin_consent_display_name: scope.adminConsentDisplayName ?? '',
    enabled: scope.isEnabled,
    type: scope.type,
    user_consent_description: scope.userConsentDescription ?? '',
    user_consent_display_name: scope.userConsentDisplayName ?? '',
    value: scope.value ?? '',
  }));

/** Ids by value. The default roles of a gallery application have none, so they aren't in it. */
export const idsByValue = (entitlements: readonly (AppRole | PermissionScope)[]): Attributes =>
  Object.fromEntries(entitlements.flatMap(({ id, value }) => (value ? [[value, id]] : [])));

/** The entitlements as they have to stand before `next` may take their place, or null where that is so already. */
export function disabledFor<T extends AppRole | PermissionScope>(
  current: readonly T[],
  next: readonly T[],
): T[] | null {
  const disabled = current.map((entitlement) => {
    const successor = next.find(({ id }) => id === entitlement.id);
    const stays = successor !== undefined && (successor.value ?? '') === (entitlement.value ?? '');
    return stays || !entitlement.isEnabled ? entitlement : { ...entitlement, isEnabled: false };
  });
  return disabled.some((entitlement, index) => entitlement !== current[index]) ? disabled : null;
}

export function validateEntitlements(roles: Value | undefined, scopes: Value | undefined): Refusal[] {
  return [
    ...blocks(roles).flatMap((role, index) => [
      ...check(role['id'], `app_role.${index}.id`, guid, ['app_role']),
      ...check(
        role['allowed_member_types'],
        `app_role.${index}.allowed_member_types`,
        oneOf('Application', 'User'),
        ['app_role'],
      ),
      ...check(role['description'], `app_role.${index}.description`, notEmpty, ['app_role']),
      ...check(role['display_name'], `app_role.${index}.display_name`, notEmpty, ['app_role']),
      ...check(role['value'], `app_role.${index}.value`, claimValue, ['app_role']),
    ]),
    ...blocks(scopes).flatMap((scope, index) => [
      ...check(scope['id'], `api.0.oauth2_permission_scope.${index}.id`, guid, ['api']),
      ...check(scope['type'], `api.0.oauth2_permission_scope.${index}.type`, oneOf('Admin', 'User'), ['api']),
      ...check(scope['value'], `api.0.oauth2_permission_scope.${index}.value`, claimValue, ['api']),
    ]),
    ...duplicates([...blocks(roles), ...blocks(scopes)].filter(({ id, value }) => id && value)),
  ];
}

/** An id stands for one value, and a value for one id. */
function duplicates(entitlements: readonly Attributes[]): Refusal[] {
  const refuse = (what: string): Refusal[] => [
    {
      summary: `checking for duplicate app roles / OAuth2.0 permission scopes: validation failed: duplicate ${what}`,
    },
  ];
  for (const [index, one] of entitlements.entries()) {
    for (const other of entitlements.slice(0, index)) {
      if (one['id'] === other['id'] && one['value'] !== other['value'])
        return refuse(`ID found: "${text(one['id'])}"`);
      if (one['value'] === other['value'] && one['id'] !== other['id']) {
        return refuse(`value found: "${text(one['value'])}"`);
      }
    }
  }
  return [];
}

/** What a `roles` or `scp` claim can carry. */
export const claimValue: Rule = (value) => {
  if (value.length > 249) return 'Value must be between 0-249 characters in length';
  if (value.startsWith('.')) return 'Value must not begin with a period';
  return /^[A-Za-z0-9:!#$%&'()*+,./;<=>?@[\]^_{|}~`-]*$/.test(value)
    ? null
    : "Value must be alphanumeric with these allowed characters: !#$%&'()*+,-./:;<=>?@[]^+_`{|}~";
};
