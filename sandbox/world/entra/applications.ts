/** Graph's `/applications`. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Directory } from './directory.js';
import { checkEntitlements, checkUniqueness } from './entitlements.js';
import { badRequest, invalidValue, notFound } from './graph-error.js';
import { checkIdentifierUris } from './identifier-uris.js';
import type { Application } from './objects.js';
import { patched } from './patch.js';
import { matching } from './query.js';
import { References } from './references.js';

const READ_ONLY = [
  'id',
  'appId',
  'applicationTemplateId',
  'createdDateTime',
  'publisherDomain',
  'disabledByMicrosoftStatus',
];
const FILTERABLE = ['appId', 'applicationTemplateId', 'displayName', 'id'] as const;

/** Graph's limits: reply URLs of up to 256 characters, 256 of them; names of up to 256 characters. */
const MAX_REDIRECT_URI_LENGTH = 256;
const MAX_REDIRECT_URIS = 256;
const MAX_NAME_LENGTH = 256;

export class Applications {
  readonly owners: References;

  constructor(
    private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly publisherDomain: string,
  ) {
    this.owners = new References(directory, 'owners', directory.applications, ['User', 'ServicePrincipal']);
  }

  get(id: string): Application {
    return structuredClone(this.find(id));
  }

  list(where: Partial<Application> = {}): Application[] {
    return matching(this.directory.applications.values(), where, FILTERABLE);
  }

  update(id: string, changes: Readonly<Record<string, unknown>>): void {
    const application = this.find(id);
    const next = patched(application, changes, 'Application', READ_ONLY);
    checkName(next.displayName);
    for (const { redirectUris } of [next.web, next.spa, next.publicClient]) checkRedirectUris(redirectUris);
    checkEntitlements(application.appRoles, next.appRoles);
    checkEntitlements(application.api.oauth2PermissionScopes, next.api.oauth2PermissionScopes);
    checkUniqueness(next);
    checkIdentifierUris(this.directory, application, next);
    this.directory.applications.set(id, next);
  }

  /** The application's service principal goes with it. */
  delete(id: string): void {
    const servicePrincipal = this.directory.servicePrincipalOf(this.find(id).appId);
    if (servicePrincipal) this.directory.remove(servicePrincipal.id);
    this.directory.remove(id);
  }

  /** A new application with Graph's defaults under what a template presets. Not an operation of Graph. */
  register(preset: Partial<Application> & Pick<Application, 'displayName'>): Application {
    checkName(preset.displayName);
    const application: Application = {
      id: randomUUID(),
      appId: randomUUID(),
      applicationTemplateId: null,
      createdDateTime: this.clock.now().toISOString(),
      publisherDomain: this.publisherDomain,
      disabledByMicrosoftStatus: null,
      description: null,
      notes: null,
      serviceManagementReference: null,
      signInAudience: 'AzureADMyOrg',
      groupMembershipClaims: null,
      isDeviceOnlyAuthSupported: null,
      isFallbackPublicClient: null,
      identifierUris: [],
      tags: [],
      info: {
        logoUrl: null,
        marketingUrl: null,
        privacyStatementUrl: null,
        supportUrl: null,
        termsOfServiceUrl: null,
      },
      api: {
        acceptMappedClaims: null,
        knownClientApplications: [],
        oauth2PermissionScopes: [],
        requestedAccessTokenVersion: null,
      },
      appRoles: [],
      publicClient: { redirectUris: [] },
      spa: { redirectUris: [] },
      web: {
        homePageUrl: null,
        logoutUrl: null,
        redirectUris: [],
        implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      },
      ...preset,
    };
    this.directory.applications.set(application.id, application);
    return structuredClone(application);
  }

  private find(id: string): Application {
    const application = this.directory.applications.get(id);
    if (!application) throw notFound(id);
    return application;
  }
}

function checkName(displayName: string): void {
  if (displayName.length === 0 || displayName.length > MAX_NAME_LENGTH)
    throw invalidValue('displayName', 'Application');
}

function checkRedirectUris(uris: readonly string[]): void {
  if (
    uris.length > MAX_REDIRECT_URIS ||
    uris.some((uri) => uri.length === 0 || uri.length > MAX_REDIRECT_URI_LENGTH)
  ) {
    throw invalidValue('redirectUris', 'Application');
  }
  if (new Set(uris).size < uris.length)
    throw badRequest('Request contains a property with duplicate values.');
}
