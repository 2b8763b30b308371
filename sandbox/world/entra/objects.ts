/** The shapes of Microsoft Graph's objects, as far as the tenant models them. Dates are ISO 8601 in UTC. */

export interface AppRole {
  readonly id: string;
  readonly allowedMemberTypes: readonly string[];
  readonly description: string | null;
  readonly displayName: string | null;
  readonly isEnabled: boolean;
  readonly value: string | null;
}

export interface PermissionScope {
  readonly id: string;
  readonly adminConsentDescription: string | null;
  readonly adminConsentDisplayName: string | null;
  readonly isEnabled: boolean;
  readonly type: string;
  readonly userConsentDescription: string | null;
  readonly userConsentDisplayName: string | null;
  readonly value: string | null;
}

export interface KeyCredential {
  /** Base64 of the certificate's SHA-1 thumbprint; the same for everything that belongs to one certificate. */
  readonly customKeyIdentifier: string;
  readonly displayName: string;
  readonly endDateTime: string;
  /** Base64 of the certificate's DER for `Verify`; a private key is never given out. Over HTTP only with `$select`. */
  readonly key: string | null;
  readonly keyId: string;
  readonly startDateTime: string;
  readonly type: 'AsymmetricX509Cert' | 'X509CertAndPassword';
  readonly usage: 'Sign' | 'Verify';
}

export interface PasswordCredential {
  readonly customKeyIdentifier: string;
  readonly displayName: string;
  readonly endDateTime: string;
  readonly hint: null;
  readonly keyId: string;
  readonly secretText: null;
  readonly startDateTime: string;
}

export interface SelfSignedCertificate {
  readonly customKeyIdentifier: string;
  readonly displayName: string;
  readonly endDateTime: string;
  readonly key: string;
  /** The id of the `Sign` key, not of the `Verify` key that the certificate's readers want. */
  readonly keyId: string;
  readonly startDateTime: string;
  readonly thumbprint: string;
  readonly type: 'AsymmetricX509Cert';
  readonly usage: 'Verify';
}

export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly applicationTemplateId: string | null;
  readonly createdDateTime: string;
  readonly publisherDomain: string;
  readonly disabledByMicrosoftStatus: string | null;
  displayName: string;
  description: string | null;
  notes: string | null;
  serviceManagementReference: string | null;
  signInAudience: string;
  groupMembershipClaims: string | null;
  isDeviceOnlyAuthSupported: boolean | null;
  isFallbackPublicClient: boolean | null;
  identifierUris: string[];
  tags: string[];
  info: {
    logoUrl: string | null;
    marketingUrl: string | null;
    privacyStatementUrl: string | null;
    supportUrl: string | null;
    termsOfServiceUrl: string | null;
  };
  api: {
    acceptMappedClaims: boolean | null;
    knownClientApplications: string[];
    oauth2PermissionScopes: PermissionScope[];
    requestedAccessTokenVersion: number | null;
  };
  appRoles: AppRole[];
  publicClient: { redirectUris: string[] };
  spa: { redirectUris: string[] };
  web: {
    homePageUrl: string | null;
    logoutUrl: string | null;
    redirectUris: string[];
    implicitGrantSettings: { enableAccessTokenIssuance: boolean; enableIdTokenIssuance: boolean };
  };
}

/** What a service principal holds itself. */
export interface ServicePrincipalRecord {
  readonly id: string;
  readonly appId: string;
  readonly applicationTemplateId: string | null;
  readonly appOwnerOrganizationId: string;
  readonly servicePrincipalType: string;
  accountEnabled: boolean;
  alternativeNames: string[];
  appRoleAssignmentRequired: boolean;
  description: string | null;
  loginUrl: string | null;
  notes: string | null;
  notificationEmailAddresses: string[];
  preferredSingleSignOnMode: string | null;
  preferredTokenSigningKeyThumbprint: string | null;
  samlSingleSignOnSettings: { relayState: string | null } | null;
  tags: string[];
  keyCredentials: KeyCredential[];
  passwordCredentials: PasswordCredential[];
}

/** A service principal with what it takes from its application. */
export interface ServicePrincipal extends ServicePrincipalRecord {
  readonly appDisplayName: string;
  readonly displayName: string;
  readonly appRoles: AppRole[];
  readonly homepage: string | null;
  readonly logoutUrl: string | null;
  readonly oauth2PermissionScopes: PermissionScope[];
  readonly replyUrls: string[];
  /** Null on applications from a template, as observed. */
  readonly samlMetadataUrl: null;
  readonly servicePrincipalNames: string[];
  readonly signInAudience: string;
}

export interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly department: string | null;
  readonly jobTitle: string | null;
  readonly mail: string | null;
  readonly mailNickname: string;
  readonly accountEnabled: boolean;
  readonly businessPhones: readonly string[];
  readonly mobilePhone: string | null;
  readonly userType: 'Member';
}

export interface Group {
  readonly id: string;
  readonly createdDateTime: string;
  readonly groupTypes: string[];
  readonly mailNickname: string;
  displayName: string;
  description: string | null;
  mailEnabled: boolean;
  securityEnabled: boolean;
  membershipRule: string | null;
  membershipRuleProcessingState: 'On' | 'Paused' | null;
}

export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
  readonly principalDisplayName: string;
  readonly principalId: string;
  readonly principalType: PrincipalType;
  readonly resourceDisplayName: string;
  readonly resourceId: string;
}

export interface ClaimsMappingPolicy {
  readonly id: string;
  /** One JSON text. */
  readonly definition: readonly string[];
  readonly displayName: string;
}

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal';

/** What a reference (an owner, a member, an assigned principal) resolves to. */
export interface Principal {
  readonly id: string;
  readonly displayName: string;
  readonly type: PrincipalType;
}

export interface ApplicationTemplate {
  readonly id: string;
  readonly displayName: string;
  readonly categories: readonly string[];
  readonly homePageUrl: string | null;
  readonly logoUrl: string | null;
  readonly publisher: string;
  readonly supportedProvisioningTypes: readonly string[];
  readonly supportedSingleSignOnModes: readonly string[];
}

export interface Organization {
  readonly id: string;
  readonly displayName: string;
  readonly verifiedDomains: readonly { readonly name: string; readonly isDefault: boolean }[];
}
