/** What may be changed in an application's roles and scopes. */
import { badRequest } from './graph-error.js';
import type { AppRole, PermissionScope } from './objects.js';

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
