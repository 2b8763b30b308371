/** The enterprise application: application, service principal, SAML settings and signing certificates. */
import { Application } from '@cdktf/provider-azuread/lib/application';
import { ApplicationIdentifierUri } from '@cdktf/provider-azuread/lib/application-identifier-uri';
import { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { ServicePrincipalTokenSigningCertificate } from '@cdktf/provider-azuread/lib/service-principal-token-signing-certificate';
import type { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import type { Config } from '../../model/config.js';
import type { ServiceProviderMetadata } from '../../model/saml-metadata.js';
import { literal } from '../literal.js';
import { resourceName } from '../names.js';
import { IDENTITY_CENTER_TEMPLATE_ID, TEMPLATE_HOMEPAGE_URL } from './gallery-template.js';
import { objectIdsOf } from './people.js';

export interface EnterpriseApplicationProps {
  readonly application: Config['entra']['application'];
  /** The access portal, where people start. */
  readonly portalUrl: string;
  readonly serviceProvider: ServiceProviderMetadata;
  /** Holds when the metadata is that of the instance found; nothing is made otherwise. */
  readonly metadataIsOfThisInstance: Precondition;
}

export class EnterpriseApplication extends Construct {
  readonly servicePrincipal: ServicePrincipal;
  /** The last to be made of what people need to sign in, and so the first to go. */
  readonly identifier: ApplicationIdentifierUri;
  /** Base64 DER of every standing certificate, the active one first. */
  readonly certificates: readonly string[];

  constructor(scope: Construct, id: string, props: EnterpriseApplicationProps) {
    super(scope, id);
    const owners = objectIdsOf(this, resourceName('application-owners'), props.application.owners);
    const application = this.createApplication(props, owners);
    this.servicePrincipal = this.createServicePrincipal(props, application, owners);
    this.identifier = this.createIdentifier(props, application);
    this.certificates = this.createCertificates(props);
  }

  private createApplication(props: EnterpriseApplicationProps, owners: string[] | undefined): Application {
    return new Application(this, resourceName('application'), {
      displayName: literal(props.application.displayName),
      templateId: IDENTITY_CENTER_TEMPLATE_ID,
      owners,
      web: {
        homepageUrl: TEMPLATE_HOMEPAGE_URL,
        redirectUris: props.serviceProvider.replyUrls.map(literal),
      },
      lifecycle: {
        preventDestroy: true,
        // The identifier is a resource of its own; roles and scope are the template's.
        ignoreChanges: ['identifier_uris', 'app_role', 'api'],
        precondition: [props.metadataIsOfThisInstance],
      },
    });
  }

  private createServicePrincipal(
    props: EnterpriseApplicationProps,
    application: Application,
    owners: string[] | undefined,
  ): ServicePrincipal {
    const { notificationEmails, relayState } = props.application;
    return new ServicePrincipal(this, resourceName('service-principal'), {
      clientId: application.clientId,
      useExisting: true,
      appRoleAssignmentRequired: true,
      preferredSingleSignOnMode: 'saml',
      loginUrl: literal(props.portalUrl),
      notificationEmailAddresses: notificationEmails?.map(literal),
      owners,
      samlSingleSignOn: relayState === undefined ? undefined : { relayState: literal(relayState) },
      featureTags: [{ enterprise: true, gallery: true }],
      lifecycle: { preventDestroy: true },
    });
  }

  /** Entra refuses an identifier of a domain that isn't verified until the service principal is in SAML mode. */
  private createIdentifier(
    props: EnterpriseApplicationProps,
    application: Application,
  ): ApplicationIdentifierUri {
    return new ApplicationIdentifierUri(this, resourceName('identifier'), {
      applicationId: application.id,
      identifierUri: literal(props.serviceProvider.entityId),
      dependsOn: [this.servicePrincipal],
    });
  }

  private createCertificates(props: EnterpriseApplicationProps): string[] {
    const { certificates, activeCertificate } = props.application;
    const standing = Object.keys(certificates)
      .filter((handle) => certificates[handle]?.retired !== true)
      .sort((a, b) => Number(b === activeCertificate) - Number(a === activeCertificate));
    return standing.map((handle) => {
      const certificate = new ServicePrincipalTokenSigningCertificate(
        this,
        resourceName('certificate', handle),
        {
          servicePrincipalId: this.servicePrincipal.id,
          displayName: `CN=${handle}`,
          endDate: `${certificates[handle]?.endDate}T00:00:00Z`,
          lifecycle: { preventDestroy: true },
        },
      );
      return certificate.value;
    });
  }
}
