/** Graph's `/servicePrincipals/{id}/appRoleAssignedTo`: who may use an application. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Directory } from './directory.js';
import { badRequest, notFound } from './graph-error.js';
import type { AppRoleAssignment } from './objects.js';

/** Stands for "default access", where an application declares no roles. */
const NO_ROLE = '00000000-0000-0000-0000-000000000000';

export class AppRoleAssignments {
  constructor(
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  get(resourceId: string, id: string): AppRoleAssignment {
    const assignment = this.directory.assignments.get(id);
    if (assignment?.resourceId !== resourceId) throw notFound(id);
    return structuredClone(assignment);
  }

  list(resourceId: string): AppRoleAssignment[] {
    this.findResource(resourceId);
    return [...this.directory.assignments.values()]
      .filter((assignment) => assignment.resourceId === resourceId)
      .map((assignment) => structuredClone(assignment));
  }

  /** What a user, group or service principal is assigned to itself. */
  listOfPrincipal(principalId: string): AppRoleAssignment[] {
    this.directory.principal(principalId);
    return [...this.directory.assignments.values()]
      .filter((assignment) => assignment.principalId === principalId)
      .map((assignment) => structuredClone(assignment));
  }

  /** Assigns a role that the application declares and has enabled to a user, group or service principal. */
  create(
    resourceId: string,
    { appRoleId, principalId }: { readonly appRoleId: string; readonly principalId: string },
  ): AppRoleAssignment {
    const resource = this.findResource(resourceId);
    const principal = this.directory.principal(principalId);
    this.checkRole(resource.appId, appRoleId, principal.type === 'ServicePrincipal' ? 'Application' : 'User');
    for (const other of this.directory.assignments.values()) {
      if (
        other.resourceId === resourceId &&
        other.principalId === principalId &&
        other.appRoleId === appRoleId
      ) {
        throw badRequest('Permission being assigned already exists on the object');
      }
    }
    const assignment: AppRoleAssignment = {
      id: randomBytes(32).toString('base64url'),
      appRoleId,
      createdDateTime: this.clock.now().toISOString(),
      principalDisplayName: principal.displayName,
      principalId,
      principalType: principal.type,
      resourceDisplayName: this.directory.nameOf(resource),
      resourceId,
    };
    this.directory.assignments.set(assignment.id, assignment);
    return structuredClone(assignment);
  }

  delete(resourceId: string, id: string): void {
    this.get(resourceId, id);
    this.directory.assignments.delete(id);
  }

  private findResource(id: string) {
    const resource = this.directory.servicePrincipals.get(id);
    if (!resource) throw notFound(id);
    return resource;
  }

  private checkRole(appId: string, roleId: string, memberType: 'Application' | 'User'): void {
    const roles = this.directory.applicationOf(appId)?.appRoles ?? [];
    if (roles.length === 0 && roleId === NO_ROLE) return;
    const role = roles.find(({ id, isEnabled }) => id === roleId && isEnabled);
    if (!role?.allowedMemberTypes.includes(memberType)) {
      throw badRequest(`Permission being assigned was not found on application '${appId}'.`);
    }
  }
}
