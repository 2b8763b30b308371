/** A provisioning job: its state, its cycles on the world's clock, and what it has provisioned. */
import { randomUUID } from 'node:crypto';
import { badRequest, notModelled } from '../graph-error.js';
import type { Links } from './changes.js';
import { connectionRefused, runCycle } from './cycle.js';
import { healthAfter, HEALTHY, nextCycle, type Problem } from './health.js';
import type {
  EntryType,
  OnDemandResult,
  ProvisioningSummary,
  RestartCriteria,
  SynchronizationJob,
  SynchronizationTaskExecution,
} from './objects.js';
import { connectionFailed, provisionNow, type Subject } from './on-demand.js';
import { prepareRun, type Failed, type Run, type Surroundings } from './run.js';
import { credentials, deletionThreshold, skipsOutOfScopeDeletions } from './secrets.js';

const MISSING = 'The secrets BaseAddress and SecretToken are not set.';
const ALL_SCOPES = ['QuarantineState', 'Watermark', 'Escrows'];

export class ProvisioningJob {
  private state: SynchronizationJob['schedule']['state'] = 'Disabled';
  private health = HEALTHY;
  private readonly links: Links = new Map();
  private failed: Failed = new Map();
  /** Whether the next cycle takes everything anew. */
  private initial = true;
  private forceDeletes = false;
  private lastExecution: SynchronizationTaskExecution | null = null;
  private lastSuccessfulExecution: SynchronizationTaskExecution | null = null;
  private steadyStateFirstAchievedTime: string | null = null;
  private callOff: (() => void) | undefined;
  /** Settles when no cycle runs and nothing is provisioned on demand: one at a time. */
  private idle: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly id: string,
    private readonly templateId: string,
    private readonly around: Surroundings,
  ) {}

  view(): SynchronizationJob {
    const countOf = (key: EntryType) => [...this.links.values()].filter(({ type }) => type === key).length;
    return structuredClone({
      id: this.id,
      templateId: this.templateId,
      schedule: { expiration: null, interval: 'PT40M', state: this.state },
      status: {
        code: this.code(),
        ...this.health,
        lastExecution: this.lastExecution,
        lastSuccessfulExecution: this.lastSuccessfulExecution,
        steadyStateFirstAchievedTime: this.steadyStateFirstAchievedTime,
        steadyStateLastAchievedTime: this.lastSuccessfulExecution?.timeEnded ?? null,
        synchronizedEntryCountByType: (['User', 'Group'] as const).map((key) => ({
          key,
          value: countOf(key),
        })),
      },
    });
  }

  /** A cycle begins at once, unless the job is active and well already. */
  start(): void {
    if (this.state === 'Active' && this.health.quarantine === null) return;
    this.state = 'Active';
    this.cycleAt(this.around.clock.now());
  }

  /** A cycle that runs comes to its end. */
  pause(): void {
    this.state = 'Paused';
    this.callOff?.();
  }

  /** Links to what is in AWS stay, except with `Full`. What failed is tried again by every cycle, also without `Escrows`. */
  restart({ resetScope = '' }: RestartCriteria): void {
    const scopes = resetScope === '' ? ALL_SCOPES : resetScope.split(',').map((scope) => scope.trim());
    for (const scope of scopes) {
      if (scope === 'ConnectorDataStore') throw notModelled(`the restart scope '${scope}'`);
      if (![...ALL_SCOPES, 'Full', 'ForceDeletes', 'None'].includes(scope))
        throw badRequest(`Invalid value specified for property 'resetScope'.`);
    }
    const full = scopes.includes('Full');
    if (full) this.links.clear();
    if (full || scopes.includes('Watermark')) this.initial = true;
    if (full || scopes.includes('QuarantineState')) this.health = HEALTHY;
    this.forceDeletes = full || scopes.includes('ForceDeletes');
    this.state = 'Active';
    this.cycleAt(this.around.clock.now());
  }

  provisionOnDemand(subject: Subject): Promise<OnDemandResult> {
    return this.exclusively(async () => {
      const run = prepareRun(this.around, this.links, this.failed);
      if (!run) return connectionFailed(subject, MISSING);
      this.failed.delete(subject.id);
      return provisionNow(run, subject);
    });
  }

  summary(): ProvisioningSummary {
    const links = [...this.links.values()];
    const groups = links.filter(({ type }) => type === 'Group');
    return {
      groups: groups.length,
      users: links.filter(({ type, sent }) => type === 'User' && sent['active'] !== false).length,
      members: groups.reduce((sum, { members }) => sum + members.size, 0),
      failed: [...this.failed.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      quarantine: this.health.quarantine?.error.message ?? null,
    };
  }

  private cycleAt(time: Date): void {
    this.callOff?.();
    this.callOff = this.around.clock.schedule(time, () => this.exclusively(() => this.cycle()));
  }

  private async cycle(): Promise<void> {
    const { clock, directory, servicePrincipalId, secrets } = this.around;
    if (this.state !== 'Active' || !directory.servicePrincipals.has(servicePrincipalId)) return;
    this.callOff = undefined;
    const began = clock.now();
    const failed: Failed = new Map();
    const run = prepareRun(this.around, this.links, failed, this.failed);
    const options = {
      initial: this.initial,
      deletionThreshold: this.forceDeletes ? Infinity : deletionThreshold(secrets()),
      keepOutOfScope: skipsOutOfScopeDeletions(secrets()),
    };
    const problem = run ? await runCycle(run, options) : connectionRefused(MISSING);
    if (problem?.reason !== 'EncounteredQuarantineException') this.failed = failed;
    this.ended(began, problem, run);
    const next = nextCycle(this.health, began);
    if (next === null) this.state = 'Disabled';
    else if (this.state === 'Active' && this.callOff === undefined) this.cycleAt(next);
  }

  private ended(began: Date, problem: Problem | null, run: Run | undefined): void {
    this.health = healthAfter(this.health, problem, began);
    const { exported = 0, escrowed = 0 } = run?.exporter ?? {};
    const execution: SynchronizationTaskExecution = {
      activityIdentifier: randomUUID(),
      countEntitled: run ? run.scope.users.size + run.scope.groups.size : 0,
      countEscrowed: escrowed,
      countExported: exported,
      error: problem?.error ?? null,
      state: problem ? 'Failed' : escrowed > 0 ? 'EntryLevelErrors' : 'Succeeded',
      timeBegan: began.toISOString(),
      timeEnded: this.around.clock.now().toISOString(),
    };
    this.lastExecution = execution;
    if (problem) return;
    this.initial = false;
    this.forceDeletes = false;
    if (escrowed > 0) return;
    this.lastSuccessfulExecution = execution;
    this.steadyStateFirstAchievedTime ??= execution.timeEnded;
  }

  private code(): SynchronizationJob['status']['code'] {
    if (credentials(this.around.secrets()) === undefined && this.lastExecution === null)
      return 'NotConfigured';
    if (this.health.quarantine) return 'Quarantine';
    if (this.state === 'Paused') return 'Paused';
    return this.lastExecution === null ? 'NotRun' : 'Active';
  }

  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.idle.then(work);
    this.idle = result.catch(() => undefined);
    return result;
  }
}
