/** `azuread_application_app_role`: one of an application's roles, beside those it has. */
import type { EntraTenant } from '../../../world/entra/tenant.js';
import type { AppRole } from '../../../world/entra/objects.js';
import type { Attributes, ResourceType } from '../resource.js';
import { claimValue, disabledFor } from './entitlements.js';
import { applicationId, appRoleId } from './ids.js';
import { requiresImport, attempt, found } from './refusals.js';
import { check, guid, notEmpty, oneOf } from './validation.js';
import { text, texts } from './values.js';

const TYPE = 'azuread_application_app_role';

/** An application made by `azuread_application` keeps it only where that ignores changes of `app_role`. */
export const applicationAppRole: ResourceType = {
  type: TYPE,
  forceNew: ['application_id', 'role_id'],

  validate: (config) => [
    ...check(config['application_id'], 'application_id', applicationId.rule),
    ...check(config['role_id'], 'role_id', guid),
    ...(Array.isArray(config['allowed_member_types']) && config['allowed_member_types'].length === 0
      ? [
          {
            summary: 'Not enough list items',
            detail: 'Attribute allowed_member_types requires 1 item minimum, but config has only 0 declared.',
            attribute: ['allowed_member_types'],
          },
        ]
      : []),
    ...check(config['allowed_member_types'], 'allowed_member_types', oneOf('Application', 'User')),
    ...check(config['description'], 'description', notEmpty),
    ...check(config['display_name'], 'display_name', notEmpty),
    ...check(config['value'], 'value', claimValue),
  ],

  async create({ world: { entra } }, planned) {
    const [objectId] = applicationId.parse(text(planned['application_id']));
    const roleId = text(planned['role_id']);
    const id = appRoleId.format(objectId, roleId);
    const current = rolesOf(entra, objectId);
    if (current.some((role) => same(role.id, roleId))) throw requiresImport(TYPE, id);
    attempt(`creating ${describe(objectId, roleId)}`, () =>
      entra.applications.update(objectId, { appRoles: [...current, expand(roleId, planned)] }),
    );
    return { ...planned, id };
  },

  async read({ world: { entra } }, state) {
    const id = text(state['id']);
    const [objectId, roleId] = appRoleId.parse(id);
    const application = found(() => entra.applications.get(objectId));
    const role = application?.appRoles.find((each) => same(each.id, roleId));
    if (!role) return null;
    return {
      id,
      application_id: applicationId.format(objectId),
      role_id: roleId,
      allowed_member_types: [...role.allowedMemberTypes],
      description: role.description ?? '',
      display_name: role.displayName ?? '',
      value: role.value ?? '',
    };
  },

  async update({ world: { entra } }, planned) {
    const [objectId, roleId] = appRoleId.parse(text(planned['id']));
    replaceRole(entra, objectId, roleId, [expand(roleId, planned)], ['updating', 'update']);
    return planned;
  },

  async remove({ world: { entra } }, state) {
    const [objectId, roleId] = appRoleId.parse(text(state['id']));
    replaceRole(entra, objectId, roleId, [], ['deleting', 'deletion']);
  },

  async import(_connection, id) {
    appRoleId.parse(id);
    return { id };
  },
};

/** Puts `next` in the role's place, in a PATCH after one that disables the role: Entra wants it so. */
function replaceRole(
  entra: EntraTenant,
  objectId: string,
  roleId: string,
  next: readonly AppRole[],
  [doing, noun]: readonly [string, string],
): void {
  const role = describe(objectId, roleId);
  const current = rolesOf(entra, objectId);
  if (!current.some(({ id }) => same(id, roleId)))
    throw new Error(`${doing} ${role}: could not identify existing app role`);
  const appRoles = current.flatMap((each) => (same(each.id, roleId) ? next : [each]));
  const disabled = disabledFor(current, appRoles);
  if (disabled) {
    attempt(`disabling ${role} in preparation for ${noun}`, () =>
      entra.applications.update(objectId, { appRoles: disabled }),
    );
  }
  attempt(`${doing} ${role}`, () => entra.applications.update(objectId, { appRoles }));
}

const rolesOf = (entra: EntraTenant, objectId: string): AppRole[] =>
  attempt(`retrieving Application (Application: "${objectId}")`, () => entra.applications.get(objectId))
    .appRoles;

const expand = (id: string, planned: Attributes): AppRole => ({
  id,
  allowedMemberTypes: texts(planned['allowed_member_types']),
  description: text(planned['description']),
  displayName: text(planned['display_name']),
  isEnabled: true,
  value: text(planned['value']),
});

const describe = (objectId: string, roleId: string): string =>
  `App Role (Application ID: "${objectId}", Role ID: "${roleId}")`;

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
