/** Graph's `/servicePrincipals/{id}/synchronization`: provisioning from this tenant to AWS. */
import type { Clock } from '../../clock.js';
import { IDENTITY_CENTER } from '../application-templates.js';
import type { Directory } from '../directory.js';
import { badRequest, GraphError, notFound } from '../graph-error.js';
import type { Groups } from '../groups.js';
import type { ServicePrincipalRecord } from '../objects.js';
import { ProvisioningJob } from './job.js';
import type {
  OnDemandRequest,
  OnDemandResult,
  ProvisioningEvent,
  ProvisioningSummary,
  RestartCriteria,
  SynchronizationJob,
  SynchronizationSecret,
} from './objects.js';
import { subjectsOf } from './on-demand.js';
import { ConnectionRefused, Refused, ScimClient, type Outbound } from './scim-client.js';
import { SCHEMA, type SynchronizationSchema } from './schema.js';
import { credentials, masked, withSecrets, type Secrets } from './secrets.js';

/** The synchronization template of the gallery application for IAM Identity Center; its job takes users and groups. */
const TEMPLATE = 'aWSSingleSignon';

const NOTHING: ProvisioningSummary = { groups: 0, users: 0, members: 0, failed: [], quarantine: null };

/** Keyed by the object id of the service principal. */
export class Synchronization {
  /** How long after it was made an assignment isn't honoured yet, in milliseconds. In Entra: minutes. */
  assignmentLatency = 0;
  private readonly secretsOf = new Map<string, Secrets>();
  private readonly jobOf = new Map<string, ProvisioningJob>();
  private readonly log: ProvisioningEvent[] = [];

  constructor(
    private readonly tenantId: string,
    private readonly directory: Directory,
    private readonly groups: Groups,
    private readonly clock: Clock,
    private readonly outbound: Outbound,
  ) {}

  /** Those that aren't named stay (that Graph unites them, and doesn't replace all, is unverified). */
  setSecrets(servicePrincipalId: string, secrets: readonly SynchronizationSecret[]): void {
    this.find(servicePrincipalId);
    const current = this.secretsOf.get(servicePrincipalId) ?? {};
    this.secretsOf.set(servicePrincipalId, withSecrets(current, secrets));
  }

  secrets(servicePrincipalId: string): SynchronizationSecret[] {
    this.find(servicePrincipalId);
    return masked(this.secretsOf.get(servicePrincipalId) ?? {});
  }

  templates(servicePrincipalId: string): { readonly id: string }[] {
    const { applicationTemplateId } = this.find(servicePrincipalId);
    return applicationTemplateId === IDENTITY_CENTER ? [{ id: TEMPLATE }] : [];
  }

  /** Tries what is given, or else what is stored. @throws GraphError where AWS refuses it. */
  async validateCredentials(
    servicePrincipalId: string,
    given?: readonly SynchronizationSecret[],
  ): Promise<void> {
    this.find(servicePrincipalId);
    const secrets = given ? withSecrets({}, given) : (this.secretsOf.get(servicePrincipalId) ?? {});
    const usable = credentials(secrets);
    if (!usable) throw badRequest('The credentials are missing.', 'CredentialsMissing');
    try {
      await new ScimClient(this.outbound, this.clock, usable).connect();
    } catch (error) {
      if (!(error instanceof ConnectionRefused || error instanceof Refused)) throw error;
      throw badRequest(`The credentials were refused. ${error.message}`, 'InvalidCredentials');
    }
  }

  /** It doesn't run before it is started. One for a template. (Graph's words for a second one are unverified.) */
  createJob(servicePrincipalId: string, { templateId }: { readonly templateId: string }): SynchronizationJob {
    const { appId } = this.find(servicePrincipalId);
    if (!this.templates(servicePrincipalId).some(({ id }) => id === templateId))
      throw badRequest(`The synchronization template '${templateId}' was not found for this application.`);
    const id = `${templateId}.${this.tenantId.replaceAll('-', '')}.${appId}`;
    if (this.jobOf.has(servicePrincipalId))
      throw new GraphError(
        409,
        'Request_MultipleObjectsWithSameKeyValue',
        `The synchronization job '${id}' already exists.`,
      );
    const job = new ProvisioningJob(id, templateId, {
      servicePrincipalId,
      directory: this.directory,
      groups: this.groups,
      clock: this.clock,
      outbound: this.outbound,
      log: this.log,
      secrets: () => this.secretsOf.get(servicePrincipalId) ?? {},
      assignmentLatency: () => this.assignmentLatency,
    });
    this.jobOf.set(servicePrincipalId, job);
    return job.view();
  }

  jobs(servicePrincipalId: string): SynchronizationJob[] {
    this.find(servicePrincipalId);
    const job = this.jobOf.get(servicePrincipalId);
    return job ? [job.view()] : [];
  }

  job(servicePrincipalId: string, jobId: string): SynchronizationJob {
    return this.findJob(servicePrincipalId, jobId).view();
  }

  schema(servicePrincipalId: string, jobId: string): SynchronizationSchema {
    this.findJob(servicePrincipalId, jobId);
    return structuredClone(SCHEMA);
  }

  /** What it has provisioned stays in AWS. */
  deleteJob(servicePrincipalId: string, jobId: string): void {
    this.findJob(servicePrincipalId, jobId).pause();
    this.jobOf.delete(servicePrincipalId);
  }

  start(servicePrincipalId: string, jobId: string): void {
    this.findJob(servicePrincipalId, jobId).start();
  }

  pause(servicePrincipalId: string, jobId: string): void {
    this.findJob(servicePrincipalId, jobId).pause();
  }

  restart(servicePrincipalId: string, jobId: string, criteria: RestartCriteria = {}): void {
    this.findJob(servicePrincipalId, jobId).restart(criteria);
  }

  /** Of several objects, one after another; the answer is about the last. Graph's rate, 5 requests in 10 seconds, isn't modelled. */
  async provisionOnDemand(
    servicePrincipalId: string,
    jobId: string,
    request: OnDemandRequest,
  ): Promise<OnDemandResult> {
    const job = this.findJob(servicePrincipalId, jobId);
    const subjects = subjectsOf(request, this.directory);
    let result: OnDemandResult | undefined;
    for (const subject of subjects) result = await job.provisionOnDemand(subject);
    if (!result) throw badRequest('There is nothing to be provisioned.');
    return result;
  }

  provisioningLog(): readonly ProvisioningEvent[] {
    return structuredClone(this.log);
  }

  summary(servicePrincipalId: string): ProvisioningSummary {
    this.find(servicePrincipalId);
    return this.jobOf.get(servicePrincipalId)?.summary() ?? NOTHING;
  }

  /** Of all service principals together. */
  summaryOfAll(): ProvisioningSummary {
    return this.standing()
      .map(([, job]) => job.summary())
      .reduce(united, NOTHING);
  }

  /** A line for each job. */
  made(): string[] {
    return this.standing().map(([, job]) => `synchronization job ${job.view().id}`);
  }

  /** A job goes with its service principal. */
  private standing(): [string, ProvisioningJob][] {
    return [...this.jobOf].filter(([id]) => this.directory.servicePrincipals.has(id));
  }

  private find(id: string): ServicePrincipalRecord {
    const record = this.directory.servicePrincipals.get(id);
    if (!record) throw notFound(id);
    return record;
  }

  private findJob(servicePrincipalId: string, jobId: string): ProvisioningJob {
    this.find(servicePrincipalId);
    const job = this.jobOf.get(servicePrincipalId);
    if (job?.view().id !== jobId) throw notFound(jobId);
    return job;
  }
}

const united = (one: ProvisioningSummary, other: ProvisioningSummary): ProvisioningSummary => ({
  groups: one.groups + other.groups,
  users: one.users + other.users,
  members: one.members + other.members,
  failed: [...one.failed, ...other.failed],
  quarantine: one.quarantine ?? other.quarantine,
});
