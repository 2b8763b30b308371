/** What people made in the two consoles before anybody thought of writing it down: a seed's `byHand`. */

export interface ByHandSeed {
  readonly application: ApplicationByHand;
  /** Groups of Entra beyond the seed's own: only here may one have a name that another has too. */
  readonly groups?: readonly { readonly displayName: string; readonly members?: readonly string[] }[];
  readonly permissionSets: readonly PermissionSetByHand[];
  readonly assignments: readonly AssignmentByHand[];
  /** Tags that AWS itself takes from attributes of its users, by key. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What happened since, to what all this still refers to. */
  readonly afterwards?: {
    /** Names of groups, deleted in Entra; provisioning deletes them in AWS. */
    readonly deletedGroups?: readonly string[];
    /** User principal names. */
    readonly blockedUsers?: readonly string[];
    readonly deletedPolicies?: readonly {
      readonly account: string;
      readonly name: string;
      readonly path?: string;
    }[];
  };
}

/** The enterprise application that people sign in by. Names are those of groups and users in Entra. */
export interface ApplicationByHand {
  readonly displayName: string;
  readonly notificationEmails?: readonly string[];
  /** Another one from the same template, which somebody tried and left. */
  readonly abandoned?: string;
  /** The first one signs. `endDate` is ISO 8601. */
  readonly certificates: readonly { readonly subject?: string; readonly endDate: string }[];
  readonly groups: readonly string[];
  readonly users?: readonly string[];
  /** Session tags that Entra sends: an attribute of the user by key. */
  readonly sessionTags?: { readonly displayName: string; readonly tags: Readonly<Record<string, string>> };
  readonly conditionalAccess?: {
    readonly displayName: string;
    readonly excludeGroups?: readonly string[];
    /** In hours. */
    readonly signInFrequency?: number;
  };
}

export interface PermissionSetByHand {
  readonly name: string;
  readonly description?: string;
  /** ISO 8601. */
  readonly session?: string;
  readonly relayState?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** ARNs. */
  readonly managed?: readonly string[];
  readonly customer?: readonly { readonly name: string; readonly path?: string }[];
  readonly inline?: object;
  readonly boundary?: { readonly name: string; readonly path?: string };
}

/** Everybody named has every set in every account. */
export interface AssignmentByHand {
  readonly groups?: readonly string[];
  /** User principal names. */
  readonly users?: readonly string[];
  readonly permissionSets: readonly string[];
  /** 12 digits each. */
  readonly accounts: readonly string[];
}
