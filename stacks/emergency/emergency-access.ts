/**
 * Emergency access: direct federation into one account. Metadata is wired both ways between the two providers, and
 * without a cycle: certificate, metadata, SAML provider, role, app role, assignment.
 */
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamSamlProvider } from '@cdktf/provider-aws/lib/iam-saml-provider';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AppRoleAssignment } from '@cdktf/provider-azuread/lib/app-role-assignment';
import { ApplicationAppRoleA as ApplicationAppRole } from '@cdktf/provider-azuread/lib/application-app-role';
import { ClaimsMappingPolicy } from '@cdktf/provider-azuread/lib/claims-mapping-policy';
import { ServicePrincipalClaimsMappingPolicyAssignment } from '@cdktf/provider-azuread/lib/service-principal-claims-mapping-policy-assignment';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { Principal } from '../../model/access-model.js';
import type { EmergencyAccessConfig } from '../../model/config.js';
import { emergencyIdentifier, globalSignInUrl, regionalSignInUrl } from '../../model/console-saml.js';
import { parseDuration } from '../../model/duration.js';
import { allowAssuming, trustProvider, trustRole } from '../../model/emergency-policies.js';
import {
  appRoleId,
  emergencyRoleName,
  REACH_POLICY,
  SAML_PROVIDER_NAME,
} from '../../model/emergency-role.js';
import { awsPartitionOf } from '../../model/partition.js';
import type { EntraCloud } from '../clouds.js';
import { ConditionalAccess } from '../entra/conditional-access.js';
import { emergencyClaimsPolicyName } from '../entra/display-names.js';
import { EnterpriseApplication } from '../entra/enterprise-application.js';
import { SINGLE_ACCOUNT_TEMPLATE } from '../entra/gallery-template.js';
import type { EntraPrincipals } from '../entra/principals.js';
import { literal } from '../literal.js';
import { emergencyAssignedName, resourceName } from '../names.js';
import { renderIdentityProviderMetadata } from '../saml/identity-provider-metadata.js';
import { renderEmergencyClaims } from './claims.js';
import { createRole } from './iam-role.js';

export interface EmergencyAccessProps {
  readonly settings: EmergencyAccessConfig;
  /** Identity Center's, which tells the partition. */
  readonly region: string;
  readonly tenantId: string;
  readonly cloud: EntraCloud;
  readonly principals: EntraPrincipals;
  accountId(handle: string): string;
  /** The AWS provider that works in an account. */
  providerOf(account: string): AwsProvider;
}

type RoleConfig = EmergencyAccessConfig['roles'][string];

export class EmergencyAccess extends Construct {
  private readonly application: EnterpriseApplication;
  private readonly samlProvider: IamSamlProvider;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EmergencyAccessProps,
  ) {
    super(scope, id);
    this.application = this.createApplication();
    this.samlProvider = this.createSamlProvider();
    this.createClaims();
    this.createConditionalAccess();
    for (const [handle, role] of Object.entries(props.settings.roles)) this.createRole(handle, role);
  }

  private createApplication(): EnterpriseApplication {
    const { settings, region } = this.props;
    const { application, enabled, instance, signInRegions } = settings;
    return new EnterpriseApplication(this, 'application', {
      prefix: 'emergency-',
      template: SINGLE_ACCOUNT_TEMPLATE,
      application,
      identifier: emergencyIdentifier(region, instance),
      replyUrls: [globalSignInUrl(region), ...signInRegions.map(regionalSignInUrl)],
      enabled,
    });
  }

  private createSamlProvider(): IamSamlProvider {
    const { settings, cloud, tenantId } = this.props;
    return new IamSamlProvider(
      this,
      resourceName('emergency-provider', this.props.accountId(settings.account)),
      {
        provider: this.props.providerOf(settings.account),
        name: SAML_PROVIDER_NAME,
        samlMetadataDocument: renderIdentityProviderMetadata({
          cloud,
          tenantId,
          certificates: this.application.certificates.map((certificate) => Fn.nonsensitive(certificate)),
        }),
      },
    );
  }

  private createClaims(): void {
    const policy = new ClaimsMappingPolicy(this, resourceName('emergency-claims'), {
      displayName: literal(emergencyClaimsPolicyName(this.props.settings.application.displayName)),
      definition: [renderEmergencyClaims(this.session)],
    });
    const assignment = new Construct(this, 'claims assignment');
    new ServicePrincipalClaimsMappingPolicyAssignment(assignment, resourceName('emergency-claims'), {
      claimsMappingPolicyId: policy.id,
      servicePrincipalId: this.application.servicePrincipal.id,
    });
  }

  private createConditionalAccess(): void {
    const { settings, principals } = this.props;
    if (settings.conditionalAccess === undefined) return;
    new ConditionalAccess(this, 'conditional-access', {
      name: resourceName('emergency-conditional-access'),
      application: settings.application.displayName,
      clientId: this.application.application.clientId,
      settings: settings.conditionalAccess,
      principals,
    });
  }

  private createRole(handle: string, config: RoleConfig): void {
    const { settings, region } = this.props;
    const accountId = this.props.accountId(settings.account);
    const role = createRole(this, {
      ...this.inAccount(settings.account),
      id: resourceName('emergency-role', handle, accountId),
      policyId: (encoded) => resourceName('emergency-policy', handle, accountId, encoded),
      roleName: emergencyRoleName(handle, config),
      assumeRolePolicy: trustProvider(this.samlProvider.arn, {
        region,
        signInRegions: settings.signInRegions,
      }),
      policies: config.policies,
      boundary: config.boundary,
      tags: config.tags,
    });
    this.createWorkloadRoles(handle, config, role);
    this.createAppRole(handle, config, role);
  }

  private createWorkloadRoles(handle: string, config: RoleConfig, trusted: IamRole): void {
    const { workloads } = config;
    if (workloads === undefined) return;
    const roles = workloads.accounts.map((account) => {
      const accountId = this.props.accountId(account);
      return createRole(this, {
        ...this.inAccount(account),
        id: resourceName('workload-role', handle, accountId),
        policyId: (encoded) => resourceName('workload-policy', handle, accountId, encoded),
        roleName: emergencyRoleName(handle, config),
        assumeRolePolicy: trustRole(trusted.arn),
        policies: workloads.policies,
        boundary: workloads.boundary,
        tags: config.tags,
      });
    });
    new IamRolePolicy(
      this,
      resourceName('emergency-reach', handle, this.props.accountId(this.props.settings.account)),
      {
        provider: this.props.providerOf(this.props.settings.account),
        name: REACH_POLICY,
        role: trusted.id,
        policy: allowAssuming(roles.map(({ arn }) => arn)),
      },
    );
  }

  /** Its value is what Entra sends as the role: the role's ARN, then the provider's. */
  private createAppRole(handle: string, config: RoleConfig, role: IamRole): void {
    const { tenantId, principals } = this.props;
    const name = emergencyRoleName(handle, config);
    const appRole = new ApplicationAppRole(this, resourceName('emergency-app-role', handle), {
      applicationId: this.application.application.id,
      roleId: appRoleId(tenantId, name),
      allowedMemberTypes: ['User'],
      displayName: literal(name),
      description: literal(name),
      value: `${role.arn},${this.samlProvider.arn}`,
    });
    const assigned: Principal[] = [
      ...config.groups.map((group) => ({ type: 'GROUP' as const, handle: group })),
      ...config.users.map((user) => ({ type: 'USER' as const, handle: user })),
    ];
    for (const principal of assigned) {
      new AppRoleAssignment(this, emergencyAssignedName(principal, handle), {
        appRoleId: appRole.roleId,
        principalObjectId: principals.get(principal).objectId,
        resourceObjectId: this.application.servicePrincipal.objectId,
      });
    }
  }

  private inAccount(account: string) {
    return {
      provider: this.props.providerOf(account),
      accountId: this.props.accountId(account),
      partition: awsPartitionOf(this.props.region),
      session: this.session,
    };
  }

  private get session(): number {
    return parseDuration(this.props.settings.session) ?? 0;
  }
}
