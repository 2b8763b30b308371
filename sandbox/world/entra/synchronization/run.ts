/** What a cycle, or a request on demand, works with. */
import type { Clock } from '../../clock.js';
import type { Directory } from '../directory.js';
import type { Groups } from '../groups.js';
import type { Links, Whereabouts } from './changes.js';
import { Exporter, type RecordStep } from './exporter.js';
import type { FailedEntry, ProvisioningEvent } from './objects.js';
import { ScimClient, type Outbound } from './scim-client.js';
import { scopeOf, type Scope } from './scope.js';
import { credentials, type Secrets } from './secrets.js';

/** What a job has of the tenant. */
export interface Surroundings {
  readonly servicePrincipalId: string;
  readonly directory: Directory;
  readonly groups: Groups;
  readonly clock: Clock;
  readonly outbound: Outbound;
  readonly log: ProvisioningEvent[];
  readonly secrets: () => Secrets;
  /** Milliseconds. */
  readonly assignmentLatency: () => number;
}

export interface Run {
  readonly client: ScimClient;
  readonly exporter: Exporter;
  readonly scope: Scope;
  readonly links: Links;
  readonly whereabouts: (id: string) => Whereabouts;
  readonly record: RecordStep;
}

/** By object id: what the last attempt failed for, or why there was none. */
export type Failed = Map<string, FailedEntry>;

/**
 * Undefined where the credentials are missing. What fails is put into `failed`; what is skipped for a reason that
 * `known` has already isn't logged once more.
 */
export function prepareRun(
  { servicePrincipalId, directory, groups, clock, outbound, log, ...around }: Surroundings,
  links: Links,
  failed: Failed,
  known: Failed = new Map(),
): Run | undefined {
  const usable = credentials(around.secrets());
  if (!usable) return undefined;
  const whereabouts = (id: string): Whereabouts => {
    if (directory.users.has(id) || directory.groups.has(id)) return 'present';
    return directory.deletedUsers.has(id) ? 'deleted' : 'gone';
  };
  const record: RecordStep = ({ id, name, type }, { action, outcome, reason }) => {
    const time = clock.now().toISOString();
    const event = { time, servicePrincipalId, id, name, type, action, outcome, reason };
    if (outcome !== 'Success') failed.set(id, { name, type, reason });
    if (outcome !== 'Skipped' || known.get(id)?.reason !== reason) log.push(event);
    return event;
  };
  const client = new ScimClient(outbound, clock, usable);
  const assignedBefore = new Date(clock.now().getTime() - around.assignmentLatency());
  return {
    client,
    exporter: new Exporter(client, links, record),
    scope: scopeOf(directory, groups, servicePrincipalId, assignedBefore),
    links,
    whereabouts,
    record,
  };
}
