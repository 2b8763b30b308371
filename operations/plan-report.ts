/** What a plan comes to: counts, and what of the config it leaves out for now and why. */
import type { Grant, SkippedAccount } from '../model/access-model.js';
import type { Location, Problem } from '../model/problem.js';
import { type ChangeCounts, renderCounts } from './change-counts.js';
import type { Plan } from './plan.js';
import { renderPlaces } from './render-places.js';

export interface PlanReport extends ChangeCounts {
  readonly environment: string;
  /** Grants that no account assignment is made for yet. */
  readonly withheld: readonly Grant[];
  readonly skipped: readonly SkippedAccount[];
  readonly warnings: readonly Warning[];
}

interface Warning {
  readonly message: string;
  /** Absent for Terraform's own. */
  readonly location?: Location;
}

export function reportPlan(
  { environment, counts, warnings }: Plan,
  problems: readonly Problem[],
): PlanReport {
  return {
    environment: environment.name,
    ...counts,
    withheld: environment.access.grants.filter(({ withheld }) => withheld !== undefined),
    skipped: environment.access.skipped,
    warnings: [
      ...problems.map(({ message, location }) => ({ message, location })),
      ...warnings.map((message) => ({ message })),
    ],
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
