/** The shapes of Microsoft Graph's synchronization API, as far as the tenant models them. Dates are ISO 8601 in UTC. */

export interface SynchronizationSecret {
  readonly key: string;
  readonly value: string;
}

export interface SynchronizationJob {
  /** Such as `aWSSingleSignon.<tenant id without dashes>.<application id>`. */
  readonly id: string;
  readonly templateId: string;
  readonly schedule: {
    readonly expiration: null;
    readonly interval: 'PT40M';
    readonly state: 'Active' | 'Disabled' | 'Paused';
  };
  readonly status: SynchronizationStatus;
}

export interface SynchronizationStatus {
  readonly code: 'NotConfigured' | 'NotRun' | 'Active' | 'Paused' | 'Quarantine';
  readonly countSuccessiveCompleteFailures: number;
  readonly lastExecution: SynchronizationTaskExecution | null;
  readonly lastSuccessfulExecution: SynchronizationTaskExecution | null;
  readonly quarantine: SynchronizationQuarantine | null;
  readonly steadyStateFirstAchievedTime: string | null;
  readonly steadyStateLastAchievedTime: string | null;
  readonly synchronizedEntryCountByType: readonly { readonly key: EntryType; readonly value: number }[];
}

export interface SynchronizationTaskExecution {
  readonly activityIdentifier: string;
  /** Users and groups in scope. */
  readonly countEntitled: number;
  /** Errors of single objects, to be tried again in later cycles. */
  readonly countEscrowed: number;
  /** Changes made. */
  readonly countExported: number;
  readonly error: SynchronizationError | null;
  readonly state: 'Succeeded' | 'Failed' | 'EntryLevelErrors';
  readonly timeBegan: string;
  readonly timeEnded: string;
}

export interface SynchronizationError {
  readonly code: string;
  readonly message: string;
}

export type QuarantineReason =
  'EncounteredQuarantineException' | 'EncounteredEscrowProportionThreshold' | 'TooManyDeletes';

export interface SynchronizationQuarantine {
  readonly reason: QuarantineReason;
  /** When the quarantine was last imposed. */
  readonly currentBegan: string;
  /** When it was first imposed. */
  readonly seriesBegan: string;
  /** How often it was imposed since. */
  readonly seriesCount: number;
  readonly nextAttempt: string;
  readonly error: SynchronizationError;
}

export interface RestartCriteria {
  /** Some of `Escrows`, `Watermark`, `QuarantineState`, `Full` and `ForceDeletes`, with commas between. */
  readonly resetScope?: string;
}

export interface OnDemandSubject {
  /** An object id of Entra. */
  readonly objectId: string;
  readonly objectTypeName: string;
  /** At most 5 members of a group, to be provisioned with it. */
  readonly links?: { readonly members?: readonly Omit<OnDemandSubject, 'links'>[] };
}

export interface OnDemandRequest {
  readonly parameters: readonly {
    readonly ruleId: string;
    readonly subjects: readonly OnDemandSubject[];
  }[];
}

/** Two strings of JSON, as Graph has it: in short how it went, and each step. */
export interface OnDemandResult {
  readonly key: string;
  readonly value: string;
}

export type EntryType = 'User' | 'Group';

/** One line of the provisioning log. */
export interface ProvisioningEvent {
  readonly time: string;
  readonly servicePrincipalId: string;
  /** The object id in Entra. */
  readonly id: string;
  readonly name: string;
  readonly type: EntryType;
  readonly action: 'Create' | 'Update' | 'Disable' | 'Delete' | 'StagedDelete' | 'Other';
  readonly outcome: 'Success' | 'Failure' | 'Skipped';
  /** Why it failed or was skipped, in AWS's words where AWS refused; else what was done. */
  readonly reason: string;
}

/** How provisioning stands, for a person to read. */
export interface ProvisioningSummary {
  readonly groups: number;
  /** Those who aren't disabled. */
  readonly users: number;
  /** Memberships. */
  readonly members: number;
  readonly failed: readonly FailedEntry[];
  /** Why the job is in quarantine. */
  readonly quarantine: string | null;
}

/** An object whose last attempt failed, or that was skipped. */
export interface FailedEntry {
  readonly name: string;
  readonly type: EntryType;
  readonly reason: string;
}
