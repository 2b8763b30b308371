/** What of all that carries access a plan takes away, for good or to make it anew: pure. */
import type { Principal } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import { quote } from '../../model/text.js';
import { MANAGED_GROUPS } from '../../stacks/entra/group-types.js';
import { type ChangedSessionTag, PATHS, SESSION_TAGS, sideOf, wordReaders } from './changed-session-tags.js';
import type { LostSetting } from './changed-setting.js';
import { COVERED, currentHandle } from './covered.js';
import { ACCOUNT_ASSIGNMENT, type GrantReader, type PlannedGrant } from './planned-grants.js';
import { type PlannedObject, principalOf, principalPath } from './planned-object.js';
import type { Rename } from './renames.js';

export interface Loss {
  /** Terraform's type. */
  readonly type: string;
  /** `changedOver`: a managed group would be kept another way, under another id. */
  readonly how: 'lost' | 'replaced' | 'changedOver';
  /** The group or user behind it in Entra is another one: its assignment to the application is made in the same plan. */
  readonly otherInEntra: boolean;
  /** The config paths that name it. The first is where it is told. */
  readonly names: readonly [string, ...string[]];
  /** The access model has it no longer. */
  readonly explained: boolean;
  /** The config path of the handle under which the same thing is made. */
  readonly renamedTo?: string;
  /** Where it is an account assignment. */
  readonly grant?: PlannedGrant;
  /** Where it is a change of a setting. */
  readonly setting?: LostSetting;
}

/** What goes under a handle that was renamed is not explained by its absence from the config: it is still meant to be. */
export function markRenamed(losses: readonly Loss[], renames: readonly Rename[]): Loss[] {
  return losses.map((loss) => {
    const rename = renames.find(({ from }) => loss.how === 'lost' && loss.names.includes(from));
    if (rename === undefined) return loss;
    return { ...loss, names: [rename.from, ...loss.names], explained: false, renamedTo: rename.to };
  });
}

export function findLosses(
  environment: Environment,
  objects: readonly PlannedObject[],
  grants: GrantReader,
): Loss[] {
  const made = new Set(objects.filter(({ effect }) => effect === 'made').map(keyOf));
  const assignedAnew = new Set(
    objects
      .filter(
        ({ type, effect }) => type === APPLICATION_ASSIGNMENT && (effect === 'made' || effect === 'replaced'),
      )
      .map((object) => nameOf(principalOf(object))),
  );
  return objects.flatMap((object) => {
    const covered = COVERED[object.type];
    if (covered === undefined) return [];
    const how = howLost(object, made, environment);
    if (how === undefined) return [];
    if (object.effect === 'forgotten' && how === 'lost' && covered.mayBeForgotten?.(object, environment))
      return [];
    return [
      {
        type: object.type,
        how,
        otherInEntra: assignedAnew.has(nameOf(principalOf(object))),
        names: covered.names(object, grants),
        explained: how === 'lost' && covered.isGone(object, environment, grants),
        grant: object.type === ACCOUNT_ASSIGNMENT ? grants.read(object) : undefined,
      },
    ];
  });
}

/** Session tags that go while inline policies read them: what those give by them, nobody has any more. */
export function findLostTags(tags: readonly ChangedSessionTag[]): LostSetting[] {
  return tags
    .filter(({ after, stillReadBy }) => after === undefined && stillReadBy.length > 0)
    .map((tag) => ({
      type: SESSION_TAGS[sideOf(tag) === 'entra' ? 'claims' : 'attributes'],
      name: PATHS[sideOf(tag)].join('.'),
      change: [`The session tag ${quote(tag.key)} would go.`, ...wordReaders(tag.stillReadBy)].join(' '),
      why: 'Blocked, because what a policy gives by a tag goes with the tag. Take it out of the policies, in the same plan or before.',
    }));
}

export const loseSetting = (setting: LostSetting): Loss => ({
  type: setting.type,
  how: 'lost',
  otherInEntra: false,
  names: [setting.name],
  explained: false,
  setting,
});

function howLost(
  object: PlannedObject,
  made: ReadonlySet<string>,
  environment: Environment,
): Loss['how'] | undefined {
  if (object.effect === 'replaced') return 'replaced';
  if (object.effect !== 'destroyed' && object.effect !== 'forgotten') return undefined;
  const others = MANAGED_GROUPS.includes(object.type) ? MANAGED_GROUPS : [];
  const parts = object.parts.map((handle) => currentHandle(handle, environment));
  return others.some((type) => made.has(keyOf({ ...object, type, parts }))) ? 'changedOver' : 'lost';
}

const APPLICATION_ASSIGNMENT = 'azuread_app_role_assignment';

const nameOf = (principal: Principal): string => principalPath(principal).join('.');

const keyOf = ({ type, kind, parts }: PlannedObject): string => [type, kind, ...parts].join(' ');
