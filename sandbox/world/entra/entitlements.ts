/** What may be changed in an application's roles and scopes. */
import { badRequest, invalidValue } from './graph-error.js';
import type { Application, AppRole, PermissionScope } from './objects.js';

/** An enabled role or scope can't be removed, nor its value changed: it has to be disabled by a PATCH of its own before. */
export function checkEntitlements(
  current: readonly (AppRole | PermissionScope)[],
  next: readonly (AppRole | PermissionScope)[],
): void {
  const ids = next.map((entitlement) => entitlement.id);
  if (new Set(ids).size < ids.length) throw badRequest('Request contains a property with duplicate values.');
  for (const { id, isEnabled, value } of current) {
    const successor = next.find((entitlement) => entitlement.id === id);
    if (isEnabled && (successor === undefined || (successor.value ?? '') !== (value ?? ''))) {
      throw badRequest(
        'Permission (scope or role) cannot be deleted or updated unless disabled first.',
        'CannotDeleteOrUpdateEnabledEntitlement',
      );
    }
  }
}

const MEMBER_TYPES = ['Application', 'User'];

/**
 * Judges all roles and scopes together: they share one space of values. That the names of roles differ too, and
 * Graph's words for both, are UNVERIFIED.
 */
export function checkUniqueness({ api, appRoles }: Application): void {
  for (const { allowedMemberTypes } of appRoles) {
    if (allowedMemberTypes.length === 0 || !allowedMemberTypes.every((type) => MEMBER_TYPES.includes(type)))
      throw invalidValue('allowedMemberTypes', 'AppRole');
  }
  const values = [...appRoles, ...api.oauth2PermissionScopes].map(({ value }) => value);
  for (const [property, all] of [
    ['value', values],
    ['displayName', appRoles.map(({ displayName }) => displayName)],
  ] as const) {
    const given = all.filter((each) => each !== null && each !== '');
    const twice = given.find((each, index) => given.indexOf(each) < index);
    if (twice !== undefined)
      throw badRequest(
        `Permission (scope or role) property '${property}' has the duplicate value '${twice}'.`,
        'DuplicateValue',
      );
  }
}
