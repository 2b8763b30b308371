/** Graph's `/servicePrincipals`. */
import { randomUUID } from 'node:crypto';
import type { Directory } from './directory.js';
import { badRequest, GraphError, invalidValue, notFound, notModelled } from './graph-error.js';
import type { ServicePrincipal, ServicePrincipalRecord } from './objects.js';
import { patched } from './patch.js';
import { matching } from './query.js';
import { References } from './references.js';

const READ_ONLY = ['id', 'appId', 'applicationTemplateId', 'appOwnerOrganizationId', 'servicePrincipalType'];
const FILTERABLE = [
  'appId',
  'applicationTemplateId',
  'displayName',
  'id',
  'servicePrincipalNames',
  'servicePrincipalType',
] as const;
const SINGLE_SIGN_ON_MODES = ['notSupported', 'oidc', 'password', 'saml', null];

export class ServicePrincipals {
  readonly owners: References;

  constructor(
    private readonly directory: Directory,
    private readonly tenantId: string,
  ) {
    this.owners = new References(directory, 'owners', directory.servicePrincipals, [
      'User',
      'ServicePrincipal',
    ]);
  }

  get(id: string): ServicePrincipal {
    return structuredClone(this.view(this.find(id)));
  }

  list(where: Partial<ServicePrincipal> = {}): ServicePrincipal[] {
    const all = [...this.directory.servicePrincipals.values()].map((record) => this.view(record));
    return matching(all, where, FILTERABLE);
  }

  /** An application of this tenant has one service principal. It takes over the application's tags. */
  create({
    appId,
    ...properties
  }: Readonly<Record<string, unknown>> & { readonly appId: string }): ServicePrincipal {
    const application = this.directory.applicationOf(appId);
    if (!application) {
      throw badRequest(
        `The appId '${appId}' of the service principal does not reference a valid application object.`,
      );
    }
    if (this.directory.servicePrincipalOf(appId)) {
      throw new GraphError(
        409,
        'Request_MultipleObjectsWithSameKeyValue',
        `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
      );
    }
    const blank: ServicePrincipalRecord = {
      id: randomUUID(),
      appId,
      applicationTemplateId: application.applicationTemplateId,
      appOwnerOrganizationId: this.tenantId,
      servicePrincipalType: 'Application',
      accountEnabled: true,
      alternativeNames: [],
      appRoleAssignmentRequired: false,
      description: null,
      loginUrl: null,
      notes: null,
      notificationEmailAddresses: [],
      preferredSingleSignOnMode: null,
      preferredTokenSigningKeyThumbprint: null,
      samlSingleSignOnSettings: null,
      tags: [...application.tags],
      keyCredentials: [],
      passwordCredentials: [],
    };
    const record = checked(blank, properties);
    this.directory.servicePrincipals.set(record.id, record);
    return this.get(record.id);
  }

  update(id: string, changes: Readonly<Record<string, unknown>>): void {
    this.directory.servicePrincipals.set(id, checked(this.find(id), changes));
  }

  delete(id: string): void {
    this.find(id);
    this.directory.remove(id);
  }

  private find(id: string): ServicePrincipalRecord {
    const record = this.directory.servicePrincipals.get(id);
    if (!record) throw notFound(id);
    return record;
  }

  private view(record: ServicePrincipalRecord): ServicePrincipal {
    const application = this.directory.applicationOf(record.appId);
    if (!application) throw notFound(record.appId);
    const { web, spa, publicClient } = application;
    return {
      ...record,
      appDisplayName: application.displayName,
      displayName: application.displayName,
      appRoles: application.appRoles,
      homepage: web.homePageUrl,
      logoutUrl: web.logoutUrl,
      oauth2PermissionScopes: application.api.oauth2PermissionScopes,
      replyUrls: [...web.redirectUris, ...spa.redirectUris, ...publicClient.redirectUris],
      samlMetadataUrl: null,
      servicePrincipalNames: [...application.identifierUris, record.appId],
      signInAudience: application.signInAudience,
    };
  }
}

/** The record with the changes, or a refusal. */
function checked(
  record: ServicePrincipalRecord,
  changes: Readonly<Record<string, unknown>>,
): ServicePrincipalRecord {
  const next = withOwnCredentials(record, patched(record, changes, 'ServicePrincipal', READ_ONLY));
  if (!SINGLE_SIGN_ON_MODES.includes(next.preferredSingleSignOnMode)) {
    throw invalidValue('preferredSingleSignOnMode', 'ServicePrincipal');
  }
  const thumbprint = next.preferredTokenSigningKeyThumbprint;
  if (thumbprint !== null && thumbprint !== record.preferredTokenSigningKeyThumbprint) {
    const identifier = Buffer.from(thumbprint, 'hex').toString('base64');
    if (!next.keyCredentials.some(({ customKeyIdentifier }) => customKeyIdentifier === identifier)) {
      throw invalidValue('preferredTokenSigningKeyThumbprint', 'ServicePrincipal');
    }
  }
  return next;
}

/**
 * Credentials can be left out, and no others put in. Those that are kept stay as they are: clients give back `key` as
 * null, which is how they got it.
 */
function withOwnCredentials(
  record: ServicePrincipalRecord,
  next: ServicePrincipalRecord,
): ServicePrincipalRecord {
  return {
    ...next,
    keyCredentials: kept('keyCredentials', record.keyCredentials, next.keyCredentials),
    passwordCredentials: kept('passwordCredentials', record.passwordCredentials, next.passwordCredentials),
  };
}

function kept<T extends { readonly keyId: string }>(
  property: string,
  current: readonly T[],
  next: readonly T[],
): T[] {
  return next.map(({ keyId }) => {
    const own = current.find((credential) => credential.keyId === keyId);
    if (!own) throw notModelled(`adding ${property} by PATCH: use addTokenSigningCertificate`);
    return own;
  });
}
