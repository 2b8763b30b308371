import { z } from 'zod';
import { limits } from '../limits.js';
import type { State } from '../state.js';
import { doesNotExist, invalid } from './messages.js';
import type { PatchOperation } from './patch.js';
import { parseBody } from './resource.js';

/** Members as a request names them: by the ids of users. */
export const memberList = z
  .array(z.object({ value: z.string('must be the id of a user').min(1) }))
  .max(
    limits.scimMembershipChangesPerRequest,
    `must have at most ${limits.scimMembershipChangesPerRequest} members`,
  );

/** Throws 404 for a member that isn't a user of the identity store (the status is UNVERIFIED). */
export function checkMembers({ users }: State, members: readonly { readonly value: string }[]): void {
  if (members.some(({ value }) => !users.has(value))) throw doesNotExist('USER');
}

/** The members after the operations. Throws 400 for all that replaces or removes all members at once. */
export function changedMembers(
  state: State,
  members: ReadonlySet<string>,
  operations: readonly PatchOperation[],
): Set<string> {
  const changes = operations.map((operation) => ({ op: operation.op, values: namedMembers(operation) }));
  const count = changes.reduce((sum, { values }) => sum + values.length, 0);
  if (count > limits.scimMembershipChangesPerRequest) {
    throw invalid(
      `members: ${count} changes; AWS takes ${limits.scimMembershipChangesPerRequest} in a request`,
    );
  }
  const changed = new Set(members);
  for (const { op, values } of changes) {
    if (op === 'add') checkMembers(state, values);
    for (const { value } of values) {
      if (op === 'add') changed.add(value);
      else changed.delete(value);
    }
  }
  return changed;
}

/** The members that an operation adds or removes: in its value, or in a path such as `members[value eq "…"]`. */
function namedMembers({ op, path, value }: PatchOperation): z.infer<typeof memberList> {
  if (op === 'replace') throw invalid('members: AWS replaces no members; add and remove them');
  const [, named] = /^members\[value eq "([^"]+)"\]$/.exec(path ?? '') ?? [];
  if (op === 'remove' && named !== undefined) return [{ value: named }];
  if (path !== 'members') throw invalid(`path: AWS takes no ${path}`);
  if (value === undefined) throw invalid('members: AWS does not remove all members at once; name them');
  return parseBody(z.object({ members: memberList }), { members: value }).members;
}
