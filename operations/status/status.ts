/** The checklist of an environment: pure, from what both clouds have told. */
import type { Environment } from '../../model/environment.js';
import { isPressing } from './ending.js';
import type { Facts } from './facts.js';
import { judgeAccountAccess, judgeAssigned } from './judge-access.js';
import { judgeApplication, noApplication } from './judge-application.js';
import { judgeAttributes } from './judge-attributes.js';
import { judgeCertificates } from './judge-certificates.js';
import { judgeConditionalAccess } from './judge-conditional-access.js';
import { judgeEmergency } from './judge-emergency.js';
import { judgeIdentityCenter, judgeIdentitySource } from './judge-identity-center.js';
import { judgePeople } from './judge-people.js';
import { judgeProvisioning } from './judge-provisioning.js';
import { judgeVerification } from './judge-verification.js';
import { applicationsOf } from '../clouds/service-principals.js';
import { judge, type Step, step } from './step.js';

export interface Status {
  readonly environment: string;
  /** The day it was asked, as YYYY-MM-DD. */
  readonly day: string;
  /** `attention`: something isn't done, or ends within 15 days. `refused`: a cloud refused or failed to tell something. */
  readonly verdict: 'fine' | 'attention' | 'refused';
  /** In the order of their numbers. */
  readonly steps: readonly Step[];
  /** Permissions and actions that the caller lacks. */
  readonly lacking: readonly string[];
}

/** @param now Decides what is over, and what ends soon. */
export function reportStatus(environment: Environment, facts: Facts, now: Date): Status {
  const { entra, aws } = facts;
  const steps = [
    ...judgeIdentityCenter(environment, aws),
    ...judgeApplication(environment, entra),
    judgeSigning(environment, facts, now),
    judgeIdentitySource(environment, aws),
    ...judgeProvisioning(environment, entra, now),
    judgeAssigned(environment, entra),
    judgeVerification(environment, facts),
    ...judgeAccountAccess(environment, facts),
    judgeAttributes(environment, facts),
    judgeConditionalAccess(environment, entra),
    ...judgePeople(environment),
    judgeEmergency(environment, facts, now),
  ];
  return {
    environment: environment.name,
    day: now.toISOString().slice(0, 10),
    verdict: verdictOf(steps),
    steps,
    lacking: [...new Set(checksOf(steps).flatMap(({ lacks }) => lacks ?? []))],
  };
}

function judgeSigning(environment: Environment, { entra }: Facts, now: Date): Step {
  const application = applicationsOf(environment).find(({ lane }) => lane === 'identity-center');
  return step(
    6,
    'Signing certificates',
    'Entra',
    judge('certificates', entra.application, (found) =>
      found === null || application === undefined
        ? [noApplication(environment)]
        : judgeCertificates(environment, application, found, now),
    ),
  );
}

function verdictOf(steps: readonly Step[]): Status['verdict'] {
  const checks = checksOf(steps);
  if (
    checks.some(({ state, ending }) => state === 'not-done' || (ending !== undefined && isPressing(ending)))
  )
    return 'attention';
  return checks.some(({ lacks, failed }) => lacks !== undefined || failed) ? 'refused' : 'fine';
}

const checksOf = (steps: readonly Step[]) => steps.flatMap(({ checks }) => checks);
