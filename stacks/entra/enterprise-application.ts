/** An enterprise application: application, service principal, SAML settings and signing certificates. */
import { Application } from '@cdktf/provider-azuread/lib/application';
import { ApplicationIdentifierUri } from '@cdktf/provider-azuread/lib/application-identifier-uri';
import { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { ServicePrincipalTokenSigningCertificate } from '@cdktf/provider-azuread/lib/service-principal-token-signing-certificate';
import type { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import type { ApplicationConfig } from '../../model/config.js';
import { literal } from '../literal.js';
import { type ApplicationKind, resourceName } from '../names.js';
import { certificateEnd, certificateName } from './display-names.js';
import type { GalleryTemplate } from './gallery-template.js';
import { objectIdsOf } from './people.js';

export interface EnterpriseApplicationProps {
  /** What the names of its parts begin with: empty for the application of Identity Center. */
  readonly prefix: '' | 'emergency-';
  readonly template: GalleryTemplate;
  readonly application: ApplicationConfig;
  /** The entity ID of AWS's side. */
  readonly identifier: string;
  readonly replyUrls: readonly string[];
  /** Where people start; absent where they start in Entra. */
  readonly loginUrl?: string;
  /** Whether people can sign in. */
  readonly enabled: boolean;
  /** Holds when AWS's side is the one that is meant; nothing is made otherwise. */
  readonly precondition?: Precondition;
}

export class EnterpriseApplication extends Construct {
  readonly application: Application;
  readonly servicePrincipal: ServicePrincipal;
  /** The last to be made of what people need to sign in, and so the first to go. */
  readonly identifier: ApplicationIdentifierUri;
  /** Base64 DER of every standing certificate, the active one first. */
  readonly certificates: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EnterpriseApplicationProps,
  ) {
    super(scope, id);
    const owners = objectIdsOf(this, this.name('application-owners'), props.application.owners);
    this.application = this.createApplication(owners);
    this.servicePrincipal = this.createServicePrincipal(owners);
    this.identifier = this.createIdentifier();
    this.certificates = this.createCertificates();
  }

  private name(kind: ApplicationKind): string {
    return resourceName(`${this.props.prefix}${kind}`);
  }

  private createApplication(owners: string[] | undefined): Application {
    const { application, template, replyUrls, precondition } = this.props;
    return new Application(this, this.name('application'), {
      displayName: literal(application.displayName),
      templateId: template.id,
      // Nothing but a name tells two of one template apart: a second one would be made silently.
      preventDuplicateNames: true,
      owners,
      web: { homepageUrl: template.homepageUrl, redirectUris: replyUrls.map(literal) },
      lifecycle: {
        preventDestroy: true,
        // The identifier and further roles are resources of their own; the rest is the template's.
        ignoreChanges: [
          // It matters when it is made. Entra doesn't tell it of one that is taken over.
          'prevent_duplicate_names',
          'identifier_uris',
          'app_role',
          'api',
          ...(template.homepageUrl === undefined ? ['web[0].homepage_url'] : []),
        ],
        precondition: precondition && [precondition],
      },
    });
  }

  private createServicePrincipal(owners: string[] | undefined): ServicePrincipal {
    const { notificationEmails, relayState } = this.props.application;
    const { loginUrl, enabled } = this.props;
    return new ServicePrincipal(this, this.name('service-principal'), {
      clientId: this.application.clientId,
      useExisting: true,
      accountEnabled: enabled ? undefined : false,
      appRoleAssignmentRequired: true,
      preferredSingleSignOnMode: 'saml',
      loginUrl: loginUrl === undefined ? undefined : literal(loginUrl),
      notificationEmailAddresses: notificationEmails?.map(literal),
      owners,
      samlSingleSignOn: relayState === undefined ? undefined : { relayState: literal(relayState) },
      featureTags: [{ enterprise: true, gallery: true }],
      lifecycle: {
        preventDestroy: true,
        // Both matter when it is made. Entra tells them of one that is taken over otherwise, or not at all.
        ignoreChanges: ['use_existing', 'feature_tags'],
      },
    });
  }

  /** Entra refuses an identifier of a domain that isn't verified until the service principal is in SAML mode. */
  private createIdentifier(): ApplicationIdentifierUri {
    return new ApplicationIdentifierUri(this, this.name('identifier'), {
      applicationId: this.application.id,
      identifierUri: literal(this.props.identifier),
      dependsOn: [this.servicePrincipal],
    });
  }

  private createCertificates(): string[] {
    const { certificates, activeCertificate } = this.props.application;
    const standing = Object.keys(certificates)
      .filter((handle) => certificates[handle]?.retired !== true)
      .sort((a, b) => Number(b === activeCertificate) - Number(a === activeCertificate));
    return standing.map((handle) => {
      const certificate = new ServicePrincipalTokenSigningCertificate(
        this,
        resourceName(`${this.props.prefix}certificate`, handle),
        {
          servicePrincipalId: this.servicePrincipal.id,
          displayName: literal(certificateName(handle, certificates)),
          endDate: certificateEnd(certificates[handle]?.endDate ?? ''),
          lifecycle: { preventDestroy: true },
        },
      );
      return certificate.value;
    });
  }
}
