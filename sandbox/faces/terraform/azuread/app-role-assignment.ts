/** `azuread_app_role_assignment`. */
import type { AppRoleAssignment } from '../../../world/entra/objects.js';
import { RefusedError, type Attributes, type ResourceType } from '../resource.js';
import { appRoleAssignmentId } from './ids.js';
import { attempt, found } from './refusals.js';
import { check, guid } from './validation.js';
import { text } from './values.js';

const ARGUMENTS = ['app_role_id', 'principal_object_id', 'resource_object_id'];

export const appRoleAssignment: ResourceType = {
  type: 'azuread_app_role_assignment',
  forceNew: ARGUMENTS,

  validate: (config) => ARGUMENTS.flatMap((name) => check(config[name], name, guid)),

  async create({ world: { entra } }, planned) {
    const resource = text(planned['resource_object_id']);
    if (!found(() => entra.servicePrincipals.get(resource))) {
      throw new RefusedError({
        summary: `Service principal not found for resource (Object ID: "${resource}")`,
        attribute: ['principal_object_id'],
      });
    }
    const assignment = attempt('Could not create app role assignment', () =>
      entra.appRoleAssignments.create(resource, {
        appRoleId: text(planned['app_role_id']),
        principalId: text(planned['principal_object_id']),
      }),
    );
    return attributes(assignment);
  },

  async read({ world: { entra } }, state) {
    const [resource, id] = appRoleAssignmentId.parse(text(state['id']));
    const assignment = found(() => entra.appRoleAssignments.get(resource, id));
    return assignment && attributes(assignment);
  },

  async remove({ world: { entra } }, state) {
    const [resource, id] = appRoleAssignmentId.parse(text(state['id']));
    attempt(
      `Deleting Service Principal Id App Role Assigned To (Service Principal: "${resource}", App Role Assignment: "${id}")`,
      () => entra.appRoleAssignments.delete(resource, id),
      'id',
    );
  },

  async import(_connection, id) {
    appRoleAssignmentId.parse(id);
    return { id };
  },
};

const attributes = (assignment: AppRoleAssignment): Attributes => ({
  id: appRoleAssignmentId.format(assignment.resourceId, assignment.id),
  app_role_id: assignment.appRoleId,
  principal_display_name: assignment.principalDisplayName,
  principal_object_id: assignment.principalId,
  principal_type: assignment.principalType,
  resource_display_name: assignment.resourceDisplayName,
  resource_object_id: assignment.resourceId,
});
