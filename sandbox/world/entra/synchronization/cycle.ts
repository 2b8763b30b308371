/** A provisioning cycle: what is in scope, what has to change, and the requests that change it. */
import { changesFor, disabledUsers, isDeprovisioning, membershipChanges } from './changes.js';
import type { Problem } from './health.js';
import type { Run } from './run.js';
import { ConnectionRefused, Refused } from './scim-client.js';

export interface CycleOptions {
  /** Whether every object is looked at again, also those that haven't changed since. */
  readonly initial: boolean;
  /** How many users and groups may be disabled or deleted. */
  readonly deletionThreshold: number;
  readonly keepOutOfScope: boolean;
}

/** From which share of failures on a job goes into quarantine. That it counts outages only is unverified: Entra counts all, from 5,000 on. */
const TOO_MANY_FAILURES = 0.4;

/** What, if anything, is wrong with the job as a whole afterwards. */
export async function runCycle(run: Run, options: CycleOptions): Promise<Problem | null> {
  try {
    await run.client.connect();
    return await exportAll(run, options);
  } catch (error) {
    if (error instanceof ConnectionRefused) return connectionRefused(error.message);
    if (error instanceof Refused) return outage(error.message);
    throw error;
  }
}

/** The codes of Graph's errors are unverified. */
export const connectionRefused = (message: string): Problem => ({
  reason: 'EncounteredQuarantineException',
  error: { code: 'InvalidCredentials', message },
});

const outage = (message: string): Problem => ({
  reason: 'EncounteredEscrowProportionThreshold',
  error: { code: 'TooManyFailures', message },
});

async function exportAll(run: Run, options: CycleOptions): Promise<Problem | null> {
  const { scope, links, exporter, record } = run;
  if (options.initial) {
    for (const id of [...scope.users.keys(), ...scope.groups.keys()]) await exporter.refresh(id);
  }
  for (const { reason, ...entry } of [...scope.skipped, ...disabledUsers(scope, links)]) {
    record(entry, { action: 'Other', outcome: 'Skipped', reason });
  }
  const changes = changesFor(scope, links, run.whereabouts, options.keepOutOfScope);
  for (const change of changes.filter((each) => !isDeprovisioning(each))) await exporter.change(change);
  for (const change of membershipChanges(scope, links)) await exporter.changeMembers(change);

  const deletions = changes.filter(isDeprovisioning);
  if (deletions.length > options.deletionThreshold) {
    const message = `${deletions.length} users and groups would be disabled or deleted, more than ${options.deletionThreshold}.`;
    for (const change of deletions) {
      record(change, { action: 'StagedDelete', outcome: 'Skipped', reason: message });
    }
    return { reason: 'TooManyDeletes', error: { code: 'TooManyDeletes', message } };
  }
  for (const change of deletions) await exporter.change(change);

  const { exported, escrowed, outages } = exporter;
  return outages > TOO_MANY_FAILURES * (exported + escrowed)
    ? outage(`${outages} of ${exported + escrowed} changes failed.`)
    : null;
}
