/** Every rule about one environment. Rules between environments are in `across-environments.ts`. */
import { validateAccessLines } from './access-lines.js';
import { validateAttributes } from './attributes.js';
import { validateBootstrapKey } from './bootstrap-key.js';
import {
  validateActiveCertificate,
  validateAlikeCertificates,
  validateCertificateEnds,
} from './certificates.js';
import { validateConditionalAccess } from './conditional-access.js';
import { validateEmergencyAccess } from './emergency-access.js';
import { validateEmergencyPeople } from './emergency-people.js';
import { validateEmergencyRoles } from './emergency-roles.js';
import { validateEnvironmentName } from './environment-name.js';
import { validateGroups } from './groups.js';
import { validateInlinePolicies } from './inline-policies.js';
import { validateLicense } from './license.js';
import { validateManagementAccess } from './management-access.js';
import { validateManagementAccount } from './management-account.js';
import { validateMetadata } from './metadata.js';
import { validateNamesInAccess } from './names-in-access.js';
import { validatePermissionSetNames } from './permission-set-names.js';
import { validatePolicies } from './policies.js';
import { validatePrincipalTags } from './principal-tags.js';
import { validateProvisioning } from './provisioning.js';
import { validateQuotas } from './quotas.js';
import { validateRegion } from './region.js';
import { validateRenamedFrom } from './renamed-from.js';
import { validateRepeatedAccess } from './repeated-access.js';
import { validateRepeatedNames } from './repeated-names.js';
import { validateReservedText } from './reserved-text.js';
import type { Rule } from './rule.js';
import { validateSessions } from './sessions.js';
import { validateState } from './state.js';
import { validateSuspendedAccounts } from './suspended-accounts.js';
import { validateTags } from './tags.js';
import { validateTargets } from './targets.js';
import { validateUniqueIdentities } from './unique-identities.js';

/** What these say holds whatever else the config defines, so they run even where a file of it can't be read. */
export const RULES_OF_PARTS: readonly Rule[] = [
  validateEnvironmentName,
  validateRegion,
  validateMetadata,
  validateUniqueIdentities,
  validateRenamedFrom,
  validateGroups,
  validateProvisioning,
  validatePermissionSetNames,
  validatePolicies,
  validateInlinePolicies,
  validateSessions,
  validateTags,
  validateAttributes,
  validateRepeatedNames,
  validateReservedText,
];

/** These need to know all that the config defines. */
export const RULES_OF_WHOLE: readonly Rule[] = [
  validateState,
  validateBootstrapKey,
  validateActiveCertificate,
  validateCertificateEnds,
  validateAlikeCertificates,
  validateManagementAccount,
  validateLicense,
  validateNamesInAccess,
  validateConditionalAccess,
  validateTargets,
  validateAccessLines,
  validateRepeatedAccess,
  validateManagementAccess,
  validateSuspendedAccounts,
  validateQuotas,
  validateEmergencyAccess,
  validateEmergencyRoles,
  validateEmergencyPeople,
  validatePrincipalTags,
];
