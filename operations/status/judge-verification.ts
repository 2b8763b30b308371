/** Step 11: whether provisioning runs well, and whom it hasn't brought to AWS. */
import type { Environment } from '../../model/environment.js';
import { CYCLE_MINUTES } from '../provisioning-cycle.js';
import type { Facts, Job } from './facts.js';
import { noApplication } from './judge-application.js';
import { judgeMembers } from './judge-members.js';
import { judgeArrivals } from './judge-arrivals.js';
import { type Check, done, judge, notDone, type Step, step } from './step.js';
import { count, inEntra } from './words.js';

export const judgeVerification = (environment: Environment, facts: Facts): Step =>
  step(11, 'Verify provisioning', 'both', [
    ...judgeRun(environment, facts),
    ...judgeArrivals(environment, facts),
    ...judgeMembers(environment, facts),
  ]);

function judgeRun(environment: Environment, { entra: { application, job } }: Facts): readonly Check[] {
  if (job === undefined) return judge('last-cycle', application, () => [noApplication(environment)]);
  return judge('last-cycle', job, (found) =>
    found === null
      ? [notDone('last-cycle', 'Entra has no provisioning job for AWS.', 'Do step 9 first.')]
      : [judgeQuarantine(environment, found), judgeLastCycle(environment, found)],
  );
}

function judgeQuarantine({ config }: Environment, { status: { quarantine } }: Job): Check {
  if (quarantine === null) return done('quarantine', 'The job is not in quarantine.');
  const { reason, currentBegan, error } = quarantine;
  return notDone(
    'quarantine',
    `The job is in quarantine since ${currentBegan}: ${reason}${error === null ? '' : `: ${error.message}`}`,
    `Mend what it says, then: ${inEntra(config.entra.application.displayName, 'Provisioning')}, Restart provisioning. In quarantine it runs less and less often.`,
  );
}

function judgeLastCycle({ config }: Environment, { status: { lastExecution: last } }: Job): Check {
  const logs = inEntra(config.entra.application.displayName, 'Provisioning logs');
  if (last === null)
    return notDone(
      'last-cycle',
      'No provisioning cycle has ended yet.',
      `Wait: one begins within ${CYCLE_MINUTES} minutes.`,
    );
  const { state, timeEnded, countEscrowed, error } = last;
  if (state === 'Succeeded') return done('last-cycle', `The last cycle ended well, at ${timeEnded}.`);
  if (error === null && countEscrowed > 0)
    return notDone(
      'last-cycle',
      `The last cycle ended at ${timeEnded}, and ${count(countEscrowed, 'object')} failed.`,
      `See whom and why: ${logs}.`,
    );
  return notDone(
    'last-cycle',
    `The last cycle failed at ${timeEnded}${error === null ? '' : `: ${error.message}`}.`,
    `See why: ${logs}.`,
  );
}
