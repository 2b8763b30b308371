/** Who may sign in through the application: one app role assignment for each group or user with a grant. */
import { AppRoleAssignment } from '@cdktf/provider-azuread/lib/app-role-assignment';
import type { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { Construct } from 'constructs';
import type { Principal } from '../../model/access-model.js';
import { assignedName } from '../names.js';
import { USER_APP_ROLE_ID } from './gallery-template.js';
import type { EntraPrincipals } from './principals.js';

export interface ApplicationAccessProps {
  readonly servicePrincipal: ServicePrincipal;
  readonly principals: EntraPrincipals;
  /** Each once. */
  readonly assigned: readonly Principal[];
}

export class ApplicationAccess extends Construct {
  /** Each once. */
  readonly assigned: readonly Principal[];
  private readonly byName: ReadonlyMap<string, AppRoleAssignment>;

  constructor(scope: Construct, id: string, props: ApplicationAccessProps) {
    super(scope, id);
    this.assigned = props.assigned;
    this.byName = new Map(
      props.assigned.map((principal) => [
        assignedName(principal),
        new AppRoleAssignment(this, assignedName(principal), {
          appRoleId: USER_APP_ROLE_ID,
          principalObjectId: props.principals.get(principal).objectId,
          resourceObjectId: props.servicePrincipal.objectId,
        }),
      ]),
    );
  }

  get assignments(): readonly AppRoleAssignment[] {
    return [...this.byName.values()];
  }

  /** The assignment of a group or user that has a grant. */
  assignmentOf(principal: Principal): AppRoleAssignment {
    const assignment = this.byName.get(assignedName(principal));
    if (assignment === undefined) throw new Error(`${assignedName(principal)} is not in the graph`);
    return assignment;
  }
}
