/** What the tenant holds: its objects by id, and who owns and belongs to what. */
import type { ConditionalAccessPolicy } from './conditional-access/objects.js';
import { notFound } from './graph-error.js';
import type {
  Application,
  AppRoleAssignment,
  ClaimsMappingPolicy,
  Group,
  Principal,
  ServicePrincipalRecord,
  User,
} from './objects.js';

export class Directory {
  readonly applications = new Map<string, Application>();
  readonly servicePrincipals = new Map<string, ServicePrincipalRecord>();
  readonly users = new Map<string, User>();
  /** Entra's recycle bin. */
  readonly deletedUsers = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly assignments = new Map<string, AppRoleAssignment>();
  readonly conditionalAccessPolicies = new Map<string, ConditionalAccessPolicy>();
  readonly claimsMappingPolicies = new Map<string, ClaimsMappingPolicy>();
  /** Ids of claims mapping policies by the service principal that has one. */
  readonly assignedClaims = new Map<string, string>();
  /** Ids of principals by the id of what they own. */
  readonly owners = new Map<string, readonly string[]>();
  /** Ids of direct members by the group's id. */
  readonly members = new Map<string, readonly string[]>();

  applicationOf(appId: string): Application | undefined {
    return [...this.applications.values()].find((application) => application.appId === appId);
  }

  servicePrincipalOf(appId: string): ServicePrincipalRecord | undefined {
    return [...this.servicePrincipals.values()].find((principal) => principal.appId === appId);
  }

  /** Throws where nothing with this id can own, belong or be assigned. */
  principal(id: string): Principal {
    const user = this.users.get(id);
    if (user) return { id, displayName: user.displayName, type: 'User' };
    const group = this.groups.get(id);
    if (group) return { id, displayName: group.displayName, type: 'Group' };
    const servicePrincipal = this.servicePrincipals.get(id);
    if (servicePrincipal) return { id, displayName: this.nameOf(servicePrincipal), type: 'ServicePrincipal' };
    throw notFound(id);
  }

  nameOf(servicePrincipal: ServicePrincipalRecord): string {
    return this.applicationOf(servicePrincipal.appId)?.displayName ?? servicePrincipal.appId;
  }

  /** Removes an object with every reference to it and every assignment that hangs on it. */
  remove(id: string): void {
    for (const objects of [
      this.applications,
      this.servicePrincipals,
      this.users,
      this.groups,
      this.claimsMappingPolicies,
    ])
      objects.delete(id);
    for (const references of [this.owners, this.members]) {
      references.delete(id);
      for (const [holder, ids] of references)
        references.set(
          holder,
          ids.filter((other) => other !== id),
        );
    }
    for (const [principal, policy] of this.assignedClaims) {
      if (principal === id || policy === id) this.assignedClaims.delete(principal);
    }
    for (const assignment of this.assignments.values()) {
      if (assignment.principalId === id || assignment.resourceId === id)
        this.assignments.delete(assignment.id);
    }
  }

  /** A line for each object, by id. */
  describe(): Map<string, string> {
    const lines = new Map<string, string>();
    for (const { id, displayName } of this.applications.values())
      lines.set(id, `application "${displayName}" (${id})`);
    for (const principal of this.servicePrincipals.values()) {
      lines.set(principal.id, `service principal "${this.nameOf(principal)}" (${principal.id})`);
    }
    for (const { id, displayName } of this.groups.values()) lines.set(id, `group "${displayName}" (${id})`);
    for (const { id, principalDisplayName, resourceDisplayName } of this.assignments.values()) {
      lines.set(id, `app role assignment of "${principalDisplayName}" to "${resourceDisplayName}" (${id})`);
    }
    for (const { id, displayName } of this.claimsMappingPolicies.values())
      lines.set(id, `claims mapping policy "${displayName}" (${id})`);
    for (const [principal, policy] of this.assignedClaims)
      lines.set(
        `${principal}/${policy}`,
        `claims mapping policy ${policy} of service principal ${principal}`,
      );
    for (const { id, displayName } of this.conditionalAccessPolicies.values())
      lines.set(id, `conditional access policy "${displayName}" (${id})`);
    return lines;
  }
}
