/** Who can do what where, with every name that readers know things by: what each kind of document is rendered from. */

/** All text stands on one line; see `oneLine`. */
export interface AccessDocument {
  readonly environment: string;
  /** Every account of the config, by handle. */
  readonly accounts: readonly DocumentAccount[];
  /** Sorted as the access model sorts them: by principal, permission set and account. */
  readonly grants: readonly DocumentGrant[];
  readonly skipped: readonly DocumentSkipped[];
  readonly emergencyAccess?: DocumentEmergencyAccess;
}

export interface DocumentPrincipal {
  readonly type: 'group' | 'user';
  readonly handle: string;
  /** A group's display name, or a user's principal name. */
  readonly name: string;
}

export interface DocumentPermissionSet {
  readonly handle: string;
  readonly name: string;
}

export interface DocumentAccount {
  readonly handle: string;
  readonly id: string;
  readonly name: string;
  /** Its organizational units from the root, which is first, down to its own. */
  readonly units: readonly DocumentUnit[];
  /** As targets name them: `key=value`. */
  readonly tags: readonly string[];
  readonly suspended: boolean;
}

export interface DocumentUnit {
  readonly path: string;
  readonly name: string;
}

/** A line of config. */
export interface DocumentLine {
  /** Such as `config/prod.yaml:14`. */
  readonly place: string;
  /** Such as `access[2]`. */
  readonly path: string;
}

export interface DocumentGrant {
  readonly principal: DocumentPrincipal;
  readonly permissionSet: DocumentPermissionSet;
  readonly account: DocumentAccount;
  readonly because: readonly DocumentLine[];
  /** Why, where it is. */
  readonly withheld?: string;
}

export interface DocumentSkipped {
  readonly account: DocumentAccount;
  readonly reason: string;
  readonly because: readonly DocumentLine[];
}

export interface DocumentEmergencyAccess {
  readonly enabled: boolean;
  readonly roles: readonly DocumentEmergencyRole[];
}

export interface DocumentEmergencyRole {
  readonly handle: string;
  readonly name: string;
  readonly account: DocumentAccount;
  /** Other accounts that it can go on to. */
  readonly workloads: readonly DocumentAccount[];
  readonly principals: readonly DocumentPrincipal[];
  readonly because: DocumentLine;
}
