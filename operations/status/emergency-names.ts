/** What stands in AWS for emergency access, by name. */
import type { EmergencyAccessConfig } from '../../model/config.js';
import { emergencyRoleName, SAML_PROVIDER_NAME } from '../../model/emergency-role.js';
import { awsPartitionOf } from '../../model/partition.js';

export const samlProviderArn = (region: string, accountId: string): string =>
  `arn:${awsPartitionOf(region)}:iam::${accountId}:saml-provider/${SAML_PROVIDER_NAME}`;

/** Each role in the emergency account, and its counterparts in the accounts that it goes on to. */
export const rolesOf = ({ account, roles }: EmergencyAccessConfig) =>
  Object.entries(roles).flatMap(([role, settings]) =>
    [account, ...(settings.workloads?.accounts ?? [])].map((each) => ({
      role,
      account: each,
      name: emergencyRoleName(role, settings),
    })),
  );
