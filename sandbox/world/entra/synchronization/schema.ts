/** The schema of the gallery application's job: which of Entra's objects go to AWS. */

/** The rule that takes users and groups. */
export const RULE = '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8';

export interface SynchronizationSchema {
  readonly id: string;
  readonly version: string;
  readonly synchronizationRules: readonly {
    readonly id: string;
    readonly name: string;
    readonly sourceDirectoryName: string;
    readonly targetDirectoryName: string;
    readonly objectMappings: readonly {
      readonly enabled: boolean;
      readonly flowTypes: string;
      readonly name: string;
      readonly sourceObjectName: string;
      readonly targetObjectName: string;
    }[];
    readonly metadata: readonly { readonly key: string; readonly value: string }[];
  }[];
}

/**
 * The rule's id, its name, and that it provisions on demand are Microsoft's; the names of the mappings and of the
 * target are UNVERIFIED. Attribute mappings, scoping filters and directory definitions aren't modelled, nor is any
 * change.
 */
export const SCHEMA: SynchronizationSchema = {
  id: 'aWSSingleSignon',
  version: '6.0',
  synchronizationRules: [
    {
      id: RULE,
      name: 'USERGROUP_OUTBOUND_USERGROUP',
      sourceDirectoryName: 'Azure Active Directory',
      targetDirectoryName: 'customappsso',
      objectMappings: ['User', 'Group'].map((name) => ({
        enabled: true,
        flowTypes: 'Add, Update, Delete',
        name: `Provision Azure Active Directory ${name}s`,
        sourceObjectName: name,
        targetObjectName: name,
      })),
      metadata: [{ key: 'supportsProvisionOnDemand', value: 'true' }],
    },
  ],
};
