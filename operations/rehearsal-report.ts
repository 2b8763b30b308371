/** What a rehearsal on the sandbox came to. */
import { type ObjectCounts, renderCounts } from './change-counts.js';
import { countAccounts } from './guard/render-grants.js';
import { CYCLE_MINUTES } from './provisioning-cycle.js';
import type { Rehearsal } from './rehearsal.js';
import type { StageTime } from './stage-times.js';
import type { Provisioned } from './sandbox.js';
import type { SignIn, SignIns } from './sign-in-rehearsal.js';
import { renderTable } from './table.js';

export interface RehearsalReport extends SignIns {
  readonly environment: string;
  readonly resources: number;
  readonly grants: number;
  readonly secondPlan: ObjectCounts;
  readonly provisioned?: Provisioned;
  /** The whole run. */
  readonly seconds: number;
}

export function reportRehearsal(
  {
    environment,
    resources,
    grants,
    secondPlan: { add, change, replace, destroy },
    provisioned,
    signIns,
    untried,
  }: Rehearsal,
  times: readonly StageTime[],
): RehearsalReport {
  const secondPlan = { add, change, replace, destroy };
  return {
    environment,
    resources,
    grants,
    secondPlan,
    provisioned,
    signIns,
    untried,
    seconds: totalSeconds(times),
  };
}

export const totalSeconds = (times: readonly StageTime[]): number =>
  Number(times.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1));

export function renderStages(times: readonly StageTime[]): string {
  const rows = [...times, { stage: 'All', seconds: totalSeconds(times) }].map(({ stage, seconds }) => [
    stage,
    `${seconds.toFixed(1)} s`,
  ]);
  return renderTable(['Stage', 'Took'], rows);
}

export function renderRehearsal(report: RehearsalReport, times: readonly StageTime[]): string {
  return [
    renderStages(times),
    '',
    ...(report.provisioned === undefined ? [] : renderProvisioned(report.provisioned)),
    ...renderSignIns('Signed in with SAML:', report.signIns),
    ...(report.untried.length === 0 ? [] : [...report.untried, '']),
    `${report.environment}: ${report.resources} objects made, ${report.grants} grants in place. Second plan: ${renderCounts(report.secondPlan)}.`,
  ].join('\n');
}

function renderProvisioned({ groups, users, failed }: Provisioned): string[] {
  return [
    `Provisioned ${CYCLE_MINUTES} minutes later: ${groups} groups and ${users} users. Failed: ${failed.length}.`,
    ...failed.map(({ type, name, reason }) => `  ${type.toLowerCase()} ${name}: ${reason}`),
    '',
  ];
}

const LANES = { portal: 'access portal', emergency: 'emergency access' };

/** None, where nobody signed in. */
export function renderSignIns(title: string, signIns: readonly SignIn[]): string[] {
  if (signIns.length === 0) return [];
  const rows = signIns.map(({ user, lane, accounts, roles, refused, agrees }) => [
    user,
    LANES[lane],
    refused === undefined
      ? `${roles === 1 ? '1 role' : `${roles} roles`} in ${countAccounts(accounts)}`
      : `refused: ${firstWord(refused)}`,
    agrees ? 'as the config says' : 'NOT what the config says',
  ]);
  return [title, renderTable(['Who', 'Where', 'What opened', ''], rows), ''];
}

/** Of an error of Entra, its code. */
const firstWord = (text: string): string => text.replace(/:.*/s, '');
