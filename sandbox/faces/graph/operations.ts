/** All operations that are modelled. */
import type { Operation } from './operation.js';
import { appRoleAssignments } from './routes/app-role-assignments.js';
import { applications } from './routes/applications.js';
import { claimsMappingPolicies } from './routes/claims-mapping-policies.js';
import { conditionalAccess } from './routes/conditional-access.js';
import { directoryObjects } from './routes/directory-objects.js';
import { groups } from './routes/groups.js';
import { organization } from './routes/organization.js';
import { servicePrincipals } from './routes/service-principals.js';
import { synchronization } from './routes/synchronization.js';
import { users } from './routes/users.js';

export const operations: readonly Operation[] = [
  ...applications,
  ...servicePrincipals,
  ...appRoleAssignments,
  ...claimsMappingPolicies,
  ...synchronization,
  ...conditionalAccess,
  ...groups,
  ...users,
  ...directoryObjects,
  ...organization,
];
