/** What taking over on the sandbox came to. */
import { renderFound } from './adopt/describe/render.js';
import { type ChangeCounts, countsOf, renderCounts } from './change-counts.js';
import { countGrants } from './guard/render-grants.js';
import { renderReview } from './guard/render-review.js';
import { type PlanReport, renderPlanReport } from './plan-report.js';
import { renderSignIns, renderStages, totalSeconds } from './rehearsal-report.js';
import type { SignIn } from './sign-in-rehearsal.js';
import type { StageTime } from './stage-times.js';
import type { TakeOver } from './take-over-rehearsal.js';

export interface TakeOverReport {
  readonly environment: string;
  /** The config that was written. */
  readonly files: readonly string[];
  readonly plan: ChangeCounts;
  /** How many grants were taken over as they are. */
  readonly grants: number;
  /** The calls that changed anything in the clouds. */
  readonly written: readonly string[];
  readonly signIns: { readonly before: readonly SignIn[]; readonly after: readonly SignIn[] };
  readonly secondPlan: ChangeCounts;
  /** The whole run. */
  readonly seconds: number;
}

export const reportTakeOver = (
  { description, plan, before, after, written, secondPlan }: TakeOver,
  times: readonly StageTime[],
): TakeOverReport => ({
  environment: plan.environment,
  files: description.files,
  plan: countsOf(plan),
  grants: plan.takenOver.length,
  written,
  signIns: { before: before.signIns, after: after.signIns },
  secondPlan: countsOf(secondPlan),
  seconds: totalSeconds(times),
});

export function renderTakeOver(
  { description, plan, before, after, written, secondPlan }: TakeOver,
  times: readonly StageTime[],
): string {
  return [
    renderFound(description),
    '',
    renderReview(reviewOf(plan)),
    '',
    renderPlanReport({ ...plan, skipped: [] }),
    '',
    renderStages(times),
    '',
    ...renderSignIns('Signed in with SAML before:', before.signIns),
    ...renderSignIns('Signed in with SAML after:', after.signIns),
    `${plan.environment}: ${plan.import} objects taken over, ${countGrants(plan.takenOver.length)} among them. Calls that changed anything in the clouds: ${written.length}. Second plan: ${renderCounts(countsOf(secondPlan))}.`,
  ].join('\n');
}

const reviewOf = ({ access, replaced, takenOver, ...rest }: PlanReport) => ({
  ...rest,
  access: { ...access, replaced, takenOver },
});
