/** What a plan does to one object of the graph, as the guard sees it. */
import type { Principal } from '../../model/access-model.js';
import { compareText } from '../../model/text.js';
import { type Kind, parseResourceName } from '../../stacks/names.js';
import type { PlannedChange } from '../terraform-message.js';

export interface PlannedObject {
  /** Terraform's type. */
  readonly type: string;
  readonly kind: Kind;
  /** What the name is made of: handles, account ids, encoded names. */
  readonly parts: readonly string[];
  readonly effect: Effect;
}

/** `forgotten`: it leaves the state and stands on. */
export type Effect = 'made' | 'updated' | 'replaced' | 'destroyed' | 'forgotten';

const EFFECTS: Readonly<Record<string, Effect>> = {
  create: 'made',
  update: 'updated',
  replace: 'replaced',
  delete: 'destroyed',
  remove: 'forgotten',
};

/**
 * Sorted by address, for Terraform tells them in no order. Without what is only read, moved or taken over, or isn't this
 * program's.
 */
export function readPlannedObjects(changes: readonly PlannedChange[]): PlannedObject[] {
  const sorted = [...changes].sort((a, b) => compareText(a.address, b.address));
  return sorted.flatMap((change) => {
    const effect = effectOf(change);
    return effect === undefined ? [] : readObject(change).map((object) => ({ ...object, effect }));
  });
}

/** What exists already and is as planned: it is taken over, and nothing changes. Sorted, too. */
export const readTakenOver = (changes: readonly PlannedChange[]): Omit<PlannedObject, 'effect'>[] =>
  changes
    .filter(({ action }) => action === 'import')
    .sort((a, b) => compareText(a.address, b.address))
    .flatMap(readObject);

function readObject({ address }: PlannedChange): Omit<PlannedObject, 'effect'>[] {
  const [, type, name = ''] = /^([a-z0-9_]+)\.([^.[]+)$/.exec(address) ?? [];
  const parsed = parseResourceName(name);
  return type === undefined || parsed === undefined ? [] : [{ type, ...parsed }];
}

/** What the last apply left unfinished (tainted) never stood: making it anew takes nothing away. */
const effectOf = ({ action, reason }: PlannedChange): Effect | undefined =>
  action === 'replace' && reason === 'tainted' ? 'made' : EFFECTS[action];

/** The group or user that an object is about. */
export function principalOf({
  kind,
  parts: [handle = ''],
}: Pick<PlannedObject, 'kind' | 'parts'>): Principal {
  return { type: USER_KINDS.includes(kind) ? 'USER' : 'GROUP', handle };
}

const USER_KINDS: readonly Kind[] = ['user', 'assigned-user', 'access-user', 'emergency-assigned-user'];

/** Where the config has a group or user. */
export const principalPath = ({ type, handle }: Principal): readonly [string, string] => [
  type === 'GROUP' ? 'groups' : 'users',
  handle,
];
