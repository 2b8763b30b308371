/** Provisioning on demand: one object now, without waiting for a cycle. */
import type { Directory } from '../directory.js';
import { badRequest, notFound, notModelled } from '../graph-error.js';
import { changesFor, membershipChanges, type Entry } from './changes.js';
import type { OnDemandRequest, OnDemandResult, OnDemandSubject, ProvisioningEvent } from './objects.js';
import type { Run } from './run.js';
import { RULE } from './schema.js';
import { ConnectionRefused, Refused } from './scim-client.js';

const MAX_MEMBERS = 5;

type Step = Pick<ProvisioningEvent, 'action' | 'outcome' | 'reason'> & { readonly errorCode?: string };

/** An object that is asked for, and those of its members that are to come with it. */
export interface Subject extends Entry {
  readonly members: readonly Entry[];
}

/** @throws GraphError for another rule, too many members, and objects that aren't there. */
export function subjectsOf({ parameters }: OnDemandRequest, directory: Directory): Subject[] {
  return parameters.flatMap(({ ruleId, subjects }) => {
    if (ruleId !== RULE) throw badRequest(`The synchronization rule '${ruleId}' was not found.`);
    return subjects.map((subject) => {
      const members = subject.links?.members ?? [];
      if (members.length > MAX_MEMBERS)
        throw badRequest(`At most ${MAX_MEMBERS} members can be provisioned on demand.`);
      const entries = members.map((member) => entryOf(member, directory));
      return { ...entryOf(subject, directory), members: entries };
    });
  });
}

/**
 * An object that isn't assigned, or not for long enough, is skipped; one that AWS has as it should be, too. (That an
 * object which has left the scope is left alone, and isn't disabled, is unverified.)
 */
export async function provisionNow(run: Run, { members, ...entry }: Subject): Promise<OnDemandResult> {
  const step = await provision(run, entry);
  if (step.outcome === 'Failure' || members.length === 0) return resultOf(entry, step);
  for (const member of members) await provision(run, member);
  const ids = members.map(({ id }) => run.links.get(id)?.targetId);
  const change = membershipChanges(run.scope, run.links).find(({ id }) => id === entry.id);
  const add = change?.add.filter((id) => ids.includes(id)) ?? [];
  if (!change || add.length === 0) return resultOf(entry, step);
  return resultOf(entry, await attempted(() => run.exporter.changeMembers({ ...change, add, remove: [] })));
}

/** Where the endpoint can't be used at all. */
export const connectionFailed = (entry: Entry, message: string): OnDemandResult =>
  resultOf(entry, failure(message));

async function provision(run: Run, entry: Entry): Promise<Step> {
  const { scope, links, exporter, record } = run;
  if (!scope.users.has(entry.id) && !scope.groups.has(entry.id)) {
    const reason = 'This object is not assigned to the application, or was not when that was last looked at.';
    return {
      ...record(entry, { action: 'Other', outcome: 'Skipped', reason }),
      errorCode: 'NotEffectivelyEntitled',
    };
  }
  return attempted(async () => {
    await run.client.connect();
    await exporter.refresh(entry.id);
    const change = changesFor(scope, links, run.whereabouts, true).find(({ id }) => id === entry.id);
    if (change) return exporter.change(change);
    return {
      action: 'Other',
      outcome: 'Skipped',
      reason: 'The state in both the source and target systems already match.',
      errorCode: 'RedundantExport',
    };
  });
}

async function attempted(work: () => Promise<Step>): Promise<Step> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConnectionRefused || error instanceof Refused) return failure(error.message);
    throw error;
  }
}

const failure = (reason: string): Step => ({
  action: 'Other',
  outcome: 'Failure',
  reason,
  errorCode: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
});

function entryOf({ objectId: id, objectTypeName }: OnDemandSubject, directory: Directory): Entry {
  const user = directory.users.get(id);
  const group = directory.groups.get(id);
  switch (objectTypeName.toLowerCase()) {
    case 'user':
      if (!user) throw notFound(id);
      return { id, name: user.userPrincipalName, type: 'User' };
    case 'group':
      if (!group) throw notFound(id);
      return { id, name: group.displayName, type: 'Group' };
    default:
      throw notModelled(`on-demand provisioning of '${objectTypeName}' objects`);
  }
}

/** Graph's two strings of JSON, in short. */
function resultOf(entry: Entry, { action, outcome, reason, ...step }: Step): OnDemandResult {
  const errorCode = step.errorCode ?? null;
  const details = outcome === 'Success' ? {} : { errorCode, errorMessage: reason };
  return {
    key: JSON.stringify({ result: outcome, details }),
    value: JSON.stringify({
      action,
      provisioningSteps: [{ name: 'EntryExport', type: 'Export', status: outcome, description: reason }],
      reportableIdentifier: entry.name,
      statusInfo: { status: outcome, errorCode, reason: outcome === 'Success' ? null : reason },
      sourceIdentity: { id: entry.id, type: entry.type },
    }),
  };
}
