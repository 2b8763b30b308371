/** The one graph of an environment: Entra's application and AWS's permission sets, wired by SAML metadata. */
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import { TimeProvider } from '@cdktf/provider-time/lib/provider';
import { Fn, type ITerraformDependable, TerraformOutput, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Principal } from '../model/access-model.js';
import type { Environment } from '../model/environment.js';
import { AccountAccess } from './aws/account-access.js';
import { IdentityCenterAttributes } from './aws/attributes.js';
import { IdentityCenter } from './aws/identity-center.js';
import { PermissionSet } from './aws/permission-set.js';
import { AwsPrincipals } from './aws/principals.js';
import { createBackend } from './backend.js';
import { awsPartitionOf } from '../model/partition.js';
import { roleArn } from '../model/role-arn.js';
import { entraCloud } from './clouds.js';
import { ApplicationAccess } from './entra/application-access.js';
import { EntraAttributes } from './entra/attributes.js';
import { sessionTagsPolicyName } from './entra/display-names.js';
import { ConditionalAccess } from './entra/conditional-access.js';
import { EmergencyAccess } from './emergency/emergency-access.js';
import { EnterpriseApplication } from './entra/enterprise-application.js';
import { groupTypeOf, MANAGED_GROUPS } from './entra/group-types.js';
import { EntraPrincipals } from './entra/principals.js';
import { IDENTITY_CENTER_TEMPLATE } from './entra/gallery-template.js';
import { Provisioning } from './entra/provisioning.js';
import { literal } from './literal.js';
import { resolveMoves } from './moves.js';
import { NamedStack } from './named-stack.js';
import { METADATA_OUTPUT, resourceName } from './names.js';
import { renderIdentityProviderMetadata } from './saml/identity-provider-metadata.js';

export class FederationStack extends NamedStack {
  constructor(
    scope: Construct,
    private readonly environment: Environment,
  ) {
    super(scope, environment.name);
    createBackend(this, environment.config.state);
    this.createProviders();
    const identityCenter = new IdentityCenter(this, 'identity-center');
    const application = this.createApplication(identityCenter);
    const principals = new EntraPrincipals(this, 'principals', environment.config);
    const access = this.createApplicationAccess(application, principals);
    const awsPrincipals = new AwsPrincipals(this, 'aws-principals', {
      identityStoreId: identityCenter.identityStoreId,
      entra: principals,
      application: access,
      provisioning: this.createProvisioning(application, access, principals),
      describe: (principal) => this.describePrincipal(principal),
    });
    this.createAccountAccess(identityCenter, application, awsPrincipals);
    this.createAttributes(identityCenter, application);
    this.createConditionalAccess(application, principals);
    this.createMetadataOutput(application);
    this.createEmergencyAccess(principals);
    this.createMoves();
    this.letGo();
  }

  private createProviders(): void {
    const { aws, entra } = this.environment.config;
    const { account, role } = aws.deployer;
    const providers = [
      new AwsProvider(this, 'aws', {
        region: aws.region,
        allowedAccountIds: [account],
        assumeRole:
          role === undefined ? undefined : [{ roleArn: literal(roleArn(aws.region, account, role)) }],
      }),
      new AzureadProvider(this, 'azuread', {
        tenantId: entra.tenantId,
        environment: entraCloud(entra.cloud).environment,
      }),
      ...(typeof entra.provisioning === 'object' ? [new TimeProvider(this, 'time')] : []),
    ];
    for (const provider of providers) this.acceptNewerVersions(provider);
  }

  private createApplication(identityCenter: IdentityCenter): EnterpriseApplication {
    const { config, serviceProvider } = this.environment;
    const { file, line, path } = this.environment.locate(['aws', 'identityCenter', 'metadata']);
    return new EnterpriseApplication(this, 'enterprise-application', {
      prefix: '',
      template: IDENTITY_CENTER_TEMPLATE,
      application: config.entra.application,
      identifier: serviceProvider.entityId,
      replyUrls: serviceProvider.replyUrls,
      loginUrl: config.aws.identityCenter.portalUrl,
      enabled: true,
      precondition: identityCenter.isDescribedBy(serviceProvider, `${file}:${line} ${path}`),
    });
  }

  private createApplicationAccess(
    application: EnterpriseApplication,
    principals: EntraPrincipals,
  ): ApplicationAccess {
    const assigned = new Map<string, Principal>();
    for (const { principal } of this.environment.access.grants) {
      assigned.set(`${principal.type} ${principal.handle}`, principal);
    }
    return new ApplicationAccess(this, 'application-access', {
      servicePrincipal: application.servicePrincipal,
      principals,
      assigned: [...assigned.values()],
    });
  }

  private createProvisioning(
    { servicePrincipal }: EnterpriseApplication,
    access: ApplicationAccess,
    principals: EntraPrincipals,
  ): Provisioning | undefined {
    const { provisioning: settings } = this.environment.config.entra;
    if (typeof settings === 'string') return undefined;
    return new Provisioning(this, 'provisioning', { settings, servicePrincipal, access, principals });
  }

  private describePrincipal({ type, handle }: Principal): string {
    const { file, line, path } = this.environment.locate([type === 'GROUP' ? 'groups' : 'users', handle]);
    return `${file}:${line} ${path}`;
  }

  private createAccountAccess(
    { instanceArn }: IdentityCenter,
    { identifier }: EnterpriseApplication,
    principals: AwsPrincipals,
  ): void {
    const { config, access } = this.environment;
    new AccountAccess(this, 'account-access', {
      grants: access.grants,
      principals,
      permissionSets: this.createPermissionSets(instanceArn, identifier),
      accountId: (handle) => config.aws.accounts[handle]?.id ?? '',
    });
  }

  private createPermissionSets(instanceArn: string, after: ITerraformDependable): Map<string, PermissionSet> {
    const { config, inlinePolicies } = this.environment;
    return new Map(
      Object.entries(config.permissionSets).map(([handle, permissionSet]) => [
        handle,
        new PermissionSet(this, `permission-set ${handle}`, {
          handle,
          permissionSet,
          inlinePolicy: Object.hasOwn(inlinePolicies, handle) ? inlinePolicies[handle] : undefined,
          instanceArn,
          after,
          partition: awsPartitionOf(config.aws.region),
        }),
      ]),
    );
  }

  private createAttributes(
    { instanceArn }: IdentityCenter,
    { servicePrincipal }: EnterpriseApplication,
  ): void {
    const { aws, entra } = this.environment.config;
    const { attributes: sent = {} } = entra;
    const { attributes: mapped = {} } = aws.identityCenter;
    if (Object.keys(sent).length > 0) {
      new EntraAttributes(this, 'entra-attributes', {
        name: sessionTagsPolicyName(entra),
        servicePrincipal,
        attributes: sent,
      });
    }
    if (Object.keys(mapped).length > 0)
      new IdentityCenterAttributes(this, 'attributes', { instanceArn, attributes: mapped });
  }

  private createConditionalAccess(
    { servicePrincipal }: EnterpriseApplication,
    principals: EntraPrincipals,
  ): void {
    const { application, conditionalAccess: settings } = this.environment.config.entra;
    if (settings === undefined) return;
    new ConditionalAccess(this, 'conditional-access', {
      name: resourceName('conditional-access'),
      application: application.displayName,
      clientId: servicePrincipal.clientId,
      settings,
      principals,
    });
  }

  private createMetadataOutput(application: EnterpriseApplication): void {
    const { cloud, tenantId } = this.environment.config.entra;
    new TerraformOutput(this, METADATA_OUTPUT, {
      description: 'Entra’s SAML metadata, to import in IAM Identity Center.',
      value: renderIdentityProviderMetadata({
        cloud: entraCloud(cloud),
        tenantId,
        // The provider marks certificates as sensitive; the public half is not.
        certificates: application.certificates.map((certificate) => Fn.nonsensitive(certificate)),
      }),
    });
  }

  private createEmergencyAccess(principals: EntraPrincipals): void {
    const { config, removedEmergencyAccess } = this.environment;
    const settings = config.emergencyAccess ?? removedEmergencyAccess;
    if (settings === undefined) return;
    const providers = this.createProvidersInAccounts(settings.deployerRole);
    if (removedEmergencyAccess !== undefined) return;
    new EmergencyAccess(this, 'emergency-access', {
      settings,
      region: config.aws.region,
      tenantId: config.entra.tenantId,
      cloud: entraCloud(config.entra.cloud),
      principals,
      accountId: (handle) => config.aws.accounts[handle]?.id ?? '',
      providerOf: (account) => {
        const provider = providers.get(account);
        if (provider === undefined) throw new Error(`There is no account "${account}".`);
        return provider;
      },
    });
  }

  /**
   * AWS in each account, by a role there. Terraform asks nothing of one that no object needs; but an account that
   * emergency access leaves must still be reached, to take away what stands in it.
   */
  private createProvidersInAccounts(role: string): Map<string, AwsProvider> {
    const { accounts, region } = this.environment.config.aws;
    return new Map(
      Object.entries(accounts).map(([handle, { id }]) => {
        const provider = new AwsProvider(this, `aws-${id}`, {
          alias: `account_${id}`,
          region,
          allowedAccountIds: [id],
          assumeRole: [{ roleArn: literal(roleArn(region, id, role)) }],
        });
        this.acceptNewerVersions(provider);
        return [handle, provider];
      }),
    );
  }

  private createMoves(): void {
    const addresses = this.node
      .findAll()
      .filter((construct) => TerraformResource.isTerraformResource(construct))
      .map((resource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`);
    const moves = resolveMoves(addresses, this.environment.config);
    if (moves.length > 0) this.addOverride('moved', moves);
  }

  /**
   * What leaves the state and stays in Entra: retired certificates, for destroying one deletes a sibling (azuread
   * issue 1690); and groups that are no longer managed.
   */
  private letGo(): void {
    const { config, removedEmergencyAccess: removedAccess } = this.environment;
    const { entra, emergencyAccess = removedAccess, groups } = config;
    const retired = (['', 'emergency-'] as const).flatMap((prefix) => {
      const application = prefix === '' ? entra.application : emergencyAccess?.application;
      const allOfThem = prefix !== '' && removedAccess !== undefined;
      return Object.entries(application?.certificates ?? {})
        .filter(([, certificate]) => allOfThem || certificate.retired)
        .map(
          ([handle]) =>
            `azuread_service_principal_token_signing_certificate.${resourceName(`${prefix}certificate`, handle)}`,
        );
    });
    const unmanaged = Object.entries(groups).flatMap(([handle, { managed, renamedFrom }]) =>
      MANAGED_GROUPS.filter((type) => managed === undefined || type !== groupTypeOf(managed)).flatMap(
        (type) =>
          // Under the handle that it had before, too: what isn't in the graph isn't moved.
          [handle, ...(renamedFrom === undefined ? [] : [renamedFrom])].map(
            (name) => `${type}.${resourceName('group', name)}`,
          ),
      ),
    );
    const removed = [...retired, ...unmanaged].map((from) => ({ from, lifecycle: { destroy: false } }));
    if (removed.length > 0) this.addOverride('removed', removed);
  }
}
