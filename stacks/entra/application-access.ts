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
  constructor(scope: Construct, id: string, props: ApplicationAccessProps) {
    super(scope, id);
    for (const principal of props.assigned) {
      new AppRoleAssignment(this, assignedName(principal), {
        appRoleId: USER_APP_ROLE_ID,
        principalObjectId: props.principals.get(principal).objectId,
        resourceObjectId: props.servicePrincipal.objectId,
      });
    }
  }
}
