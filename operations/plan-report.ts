/** What a plan comes to: counts, and what of the config it leaves out for now and why. */
import type { Grant, SkippedAccount } from '../model/access-model.js';
import type { Location, Problem } from '../model/problem.js';
import { type ChangeCounts, renderCounts } from './change-counts.js';
import type { Beyond } from './drift/finding.js';
import type { Blocked } from './guard/blocked.js';
import type { ChangedMembers } from './guard/changed-members.js';
import type { ChangedPermissionSet } from './guard/changed-permission-sets.js';
import type { ChangedSetting } from './guard/changed-setting.js';
import type { PlannedGrant } from './guard/planned-grants.js';
import type { Plan } from './plan.js';
import { renderPlaces } from './render-places.js';

export interface PlanReport extends ChangeCounts {
  readonly environment: string;
  /** Grants that no account assignment is made for yet. */
  readonly withheld: readonly Grant[];
  readonly skipped: readonly SkippedAccount[];
  readonly warnings: readonly Warning[];
  readonly access: { readonly gained: readonly PlannedGrant[]; readonly lost: readonly PlannedGrant[] };
  /** Grants that are taken away and given again. */
  readonly replaced: readonly PlannedGrant[];
  /** Grants that stand already and are taken over. */
  readonly takenOver: readonly PlannedGrant[];
  /** Every object that is taken over: its address in the state, and its id as Terraform imports it. */
  readonly imported: readonly { readonly address: string; readonly id: string }[];
  /** What stands on what is taken over and the config doesn't have. */
  readonly comesWith: readonly Beyond[];
  /** Permission sets that come to mean something else. */
  readonly changed: readonly ChangedPermissionSet[];
  /** Managed groups whose listed members change. */
  readonly members: readonly ChangedMembers[];
  /** What provisioning signs in to AWS with changes. */
  readonly provisioning: boolean;
  /** What sign-in demands, what sessions carry, and emergency access. */
  readonly signIn: readonly ChangedSetting[];
  /** Why the plan is neither saved nor applied; empty where it may be. */
  readonly blocked: readonly Blocked[];
}

interface Warning {
  readonly message: string;
  /** Absent for Terraform's own. */
  readonly location?: Location;
}

export function reportPlan(
  { environment, counts, imported, warnings, review }: Plan,
  problems: readonly Problem[],
): PlanReport {
  const { gained, lost, replaced, takenOver } = review.access;
  return {
    environment: environment.name,
    ...counts,
    withheld: environment.access.grants.filter(({ withheld }) => withheld !== undefined),
    skipped: environment.access.skipped,
    warnings: [
      ...problems.map(({ message, location }) => ({ message, location })),
      ...warnings.map((message) => ({ message })),
    ],
    access: { gained, lost },
    replaced,
    takenOver,
    imported: imported.map(({ address, id }) => ({ address, id })),
    comesWith: review.comesWith,
    changed: review.changed,
    members: review.members,
    provisioning: review.provisioning,
    signIn: review.signIn,
    blocked: review.blocked,
  };
}

export function renderPlanReport(report: PlanReport): string {
  return [
    `${report.environment}: ${renderCounts(report)}.`,
    ...renderWithheld(report.withheld),
    ...renderSkipped(report.skipped),
    ...report.warnings.filter(({ location }) => location === undefined).map(({ message }) => `\n${message}`),
  ].join('\n');
}

/** Grants that wait for one reason stand under it. */
function renderWithheld(grants: readonly Grant[]): string[] {
  const reasons = new Set(grants.map(({ withheld = '' }) => withheld));
  return [...reasons].flatMap((reason) => {
    const waiting = grants.filter(({ withheld }) => withheld === reason);
    const lines = waiting.map(
      ({ principal, permissionSet, account, because }) =>
        `  ${principal.type.toLowerCase()} ${principal.handle}: ${permissionSet} in ${account} (${renderPlaces(because)})`,
    );
    return ['', `Withheld, ${waiting.length}: ${reason}`, ...lines];
  });
}

function renderSkipped(skipped: readonly SkippedAccount[]): string[] {
  if (skipped.length === 0) return [];
  return [
    '',
    `Skipped accounts, ${skipped.length}:`,
    ...skipped.map(({ account, reason, because }) => `  ${account}: ${reason} (${renderPlaces(because)})`),
  ];
}
