/** `hashicorp/azuread` as a face of the sandbox's Entra tenant. */
import type { World } from '../../../world/world.js';
import type { Attributes, ProviderType, Refusal } from '../resource.js';
import { appRoleAssignment } from './app-role-assignment.js';
import { applicationAppRole } from './application-app-role.js';
import { applicationIdentifierUri } from './application-identifier-uri.js';
import { application } from './application.js';
import { claimsMappingPolicy } from './claims-mapping-policy.js';
import { conditionalAccessPolicy } from './conditional-access-policy.js';
import { dataApplicationTemplate } from './data-application-template.js';
import { dataClientConfig } from './data-client-config.js';
import { dataGroup } from './data-group.js';
import { dataUser } from './data-user.js';
import { dataUsers } from './data-users.js';
import { groupWithoutMembers } from './group-without-members.js';
import { group } from './group.js';
import { servicePrincipalClaimsMappingPolicyAssignment } from './service-principal-claims-mapping-policy-assignment.js';
import { repeating } from './retries.js';
import { servicePrincipal } from './service-principal.js';
import { synchronizationJobProvisionOnDemand } from './synchronization-job-provision-on-demand.js';
import { synchronizationJob } from './synchronization-job.js';
import { synchronizationSecret } from './synchronization-secret.js';
import { tokenSigningCertificate } from './token-signing-certificate.js';

export const azureadProvider: ProviderType = {
  name: 'azuread',
  resources: [
    application,
    applicationAppRole,
    applicationIdentifierUri,
    appRoleAssignment,
    conditionalAccessPolicy,
    claimsMappingPolicy,
    group,
    groupWithoutMembers,
    servicePrincipal,
    servicePrincipalClaimsMappingPolicyAssignment,
    synchronizationJob,
    synchronizationJobProvisionOnDemand,
    synchronizationSecret,
    tokenSigningCertificate,
  ],
  dataSources: [dataApplicationTemplate, dataClientConfig, dataGroup, dataUser, dataUsers],
  connect: repeating,
  configure,
};

/** Credentials aren't asked for; the tenant has to be the one that there is. */
async function configure({ entra }: World, config: Attributes): Promise<Refusal[]> {
  const tenant = config['tenant_id'];
  if (typeof tenant !== 'string' || tenant === '' || tenant.toLowerCase() === entra.tenantId.toLowerCase())
    return [];
  return [
    {
      summary: `The sandbox's tenant is ${entra.tenantId}, not ${tenant}.`,
      attribute: ['tenant_id'],
    },
  ];
}
