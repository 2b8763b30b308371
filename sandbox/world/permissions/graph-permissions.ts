/**
 * Which application permissions of Microsoft Graph are enough, by what is asked about: as Graph's documentation has
 * them, without those that reach less than the tenant (`Application.ReadWrite.OwnedBy` and the like aren't modelled).
 */

/** Any one of these is enough. */
export interface Enough {
  readonly toRead: readonly string[];
  readonly toWrite: readonly string[];
}

const DIRECTORY = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const WRITE_DIRECTORY = ['Directory.ReadWrite.All'];
const applications = ['Application.Read.All', 'Application.ReadWrite.All', ...DIRECTORY];
const policies = ['Policy.Read.All'];

export const ENOUGH = {
  provisioningOnDemand: { toRead: [], toWrite: ['Synchronization.ReadWrite.All'] },
  synchronization: {
    toRead: ['Synchronization.Read.All', 'Synchronization.ReadWrite.All', ...applications],
    toWrite: ['Synchronization.ReadWrite.All', 'Application.ReadWrite.All', ...WRITE_DIRECTORY],
  },
  claimsMappingPolicies: { toRead: policies, toWrite: ['Policy.ReadWrite.ApplicationConfiguration'] },
  appRoleAssignments: { toRead: applications, toWrite: ['AppRoleAssignment.ReadWrite.All'] },
  applications: { toRead: applications, toWrite: ['Application.ReadWrite.All', ...WRITE_DIRECTORY] },
  conditionalAccess: { toRead: policies, toWrite: ['Policy.ReadWrite.ConditionalAccess'] },
  groups: {
    toRead: ['Group.Read.All', 'Group.ReadWrite.All', ...DIRECTORY],
    toWrite: ['Group.ReadWrite.All', ...WRITE_DIRECTORY],
  },
  users: {
    toRead: ['User.Read.All', 'User.ReadWrite.All', ...DIRECTORY],
    toWrite: ['User.ReadWrite.All', ...WRITE_DIRECTORY],
  },
  organization: { toRead: ['Organization.Read.All', ...DIRECTORY], toWrite: [] },
} satisfies Record<string, Enough>;

/** What the parts of the world's tenant are about. Templates are read by whoever may ask at all. */
const PARTS: Readonly<Record<string, Enough>> = {
  applications: ENOUGH.applications,
  servicePrincipals: ENOUGH.applications,
  tokenSigning: ENOUGH.applications,
  appRoleAssignments: ENOUGH.appRoleAssignments,
  claimsMappingPolicies: ENOUGH.claimsMappingPolicies,
  conditionalAccessPolicies: ENOUGH.conditionalAccess,
  groups: ENOUGH.groups,
  users: ENOUGH.users,
  synchronization: ENOUGH.synchronization,
};

const READS =
  /^(get|list|listOfPrincipal|listAppliesTo|owners|owners\.list|members|memberOf|assigned|secrets|templates|jobs?|schema|activeKey|demandMfa|signInFrequencies|provisioningLog|summary|summaryOfAll|made)$/;

/** The permissions of which one is enough for a call of a part of the tenant; undefined where none is needed. */
export function enoughFor(part: string, operation: string): readonly string[] | undefined {
  if (part === 'applicationTemplates')
    return operation === 'instantiate' ? ENOUGH.applications.toWrite : undefined;
  if (operation === 'provisionOnDemand') return ENOUGH.provisioningOnDemand.toWrite;
  const enough = PARTS[part];
  if (enough === undefined) throw new Error(`The sandbox does not model permissions of ${part}.`);
  return READS.test(operation) ? enough.toRead : enough.toWrite;
}
