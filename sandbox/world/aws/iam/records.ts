/** What IAM holds in one account. Sign-in reads trust policies, metadata and durations from here. */
import type { IdentityProvider } from './saml-metadata.js';

export interface SamlProviderRecord {
  readonly arn: string;
  readonly name: string;
  readonly createDate: Date;
  validUntil: Date;
  /** The document as it was uploaded. */
  metadata: string;
  /** What the document says. */
  identityProvider: IdentityProvider;
  readonly tags: Map<string, string>;
}

export interface RoleRecord {
  readonly arn: string;
  /** Such as `AROA` and 17 letters and digits. */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly createDate: Date;
  description?: string | undefined;
  /** In seconds. */
  maxSessionDuration: number;
  trustPolicy: string;
  /** The ARN of a managed policy. */
  permissionsBoundary?: string | undefined;
  /** Documents by name. */
  readonly inlinePolicies: Map<string, string>;
  /** Names of managed policies by ARN. */
  readonly attachedPolicies: Map<string, string>;
  readonly tags: Map<string, string>;
}

/** Both by name in lower case: names that differ in case only are the same to IAM. */
export interface IamRecords {
  readonly samlProviders: Map<string, SamlProviderRecord>;
  readonly roles: Map<string, RoleRecord>;
}

export const noIamRecords = (): IamRecords => ({ samlProviders: new Map(), roles: new Map() });
