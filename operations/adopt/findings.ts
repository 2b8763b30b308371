/** What was found, by the names and ids that it has there. */
import type { AccountDraft, ConfigDraft, PermissionSetDraft, Unexpressed, UserDraft } from './draft.js';

export interface FoundAccount extends AccountDraft {
  /** What grants name it by: its id, or its name where that is all there is. */
  readonly key: string;
  /** The handle that it has already. */
  readonly handle?: string;
}

export interface FoundGroup {
  /** What grants name it by. */
  readonly key: string;
  readonly name: string;
  /** Where its name isn't unique. */
  readonly objectId?: string;
}

export interface FoundUser extends UserDraft {
  readonly key: string;
}

export interface FoundPermissionSet extends PermissionSetDraft {
  readonly key: string;
  readonly name: string;
}

export interface FoundGrant {
  readonly principal: { readonly type: 'GROUP' | 'USER'; readonly key: string };
  readonly permissionSet: string;
  readonly account: string;
  /** Where it was found. */
  readonly where: string;
}

export interface Findings extends Pick<ConfigDraft, 'environment' | 'state' | 'entra' | 'aws'> {
  readonly accounts: readonly FoundAccount[];
  readonly groups: readonly FoundGroup[];
  readonly users: readonly FoundUser[];
  readonly permissionSets: readonly FoundPermissionSet[];
  /** Of accounts, principals and permission sets that are among the found. */
  readonly grants: readonly FoundGrant[];
  /** Whether the grants tell what suspended accounts have, too. */
  readonly tellsOfSuspended?: boolean;
  readonly unexpressed: readonly Unexpressed[];
}
