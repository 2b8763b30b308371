/** Says of one blocked thing what would happen to whom, why that is blocked, and the way on. */
import type { Environment } from '../../model/environment.js';
import { listAll } from '../../model/text.js';
import { MANAGED_GROUPS } from '../../stacks/entra/group-types.js';
import type { Blocked } from './blocked.js';
import { COVERED } from './covered.js';
import type { Loss } from './losses.js';
import { ACCOUNT_ASSIGNMENT } from './planned-grants.js';
import { countGrants, renderGrantLines, renderWhatWhere } from './render-grants.js';

/** @param losses All of the same first name; at least one. */
export function wordBlocked(environment: Environment, name: string, losses: readonly Loss[]): Blocked {
  const grants = losses.flatMap(({ grant }) => grant ?? []);
  const settings = losses.flatMap(({ setting }) => setting ?? []);
  const objects = losses.filter(({ setting }) => setting === undefined);
  const changesOver = losses.some(({ how }) => how === 'changedOver');
  const allow = changesOver ? undefined : `--allow-loss ${name}`;
  const sentences = changesOver
    ? [...CHANGE_OVER, ...wordGrants(name, losses), 'Put `members` and `rule` back as they were.']
    : [
        ...settings.map(({ change }) => change),
        ...wordChange(name, objects),
        ...wordGrants(name, objects),
        ...new Set(settings.map(({ why }) => why)),
        ...(objects.length === 0 ? [] : [wordReason(name, objects)]),
        `If that is meant, allow it with: ${allow}`,
      ];
  return { name, ...placeOf(environment, name), message: sentences.join(' '), allow, grants };
}

const CHANGE_OVER = [
  'Whether it has `members` or a `rule` decides how a group is kept, and one that stands can’t change over: another group would be made, and this one let go of.',
];

function wordChange(name: string, losses: readonly Loss[]): string[] {
  const [section, handle = ''] = name.split('.');
  if (section === 'groups') return wordPrincipal('group', 'The group', losses);
  if (section === 'users') return wordPrincipal('user', 'The user', losses);
  const of = { permissionSets: ` "${handle}"`, emergencyAccess: ' of emergency access' };
  return wordObjects(withoutGrants(losses), of[section as keyof typeof of] ?? '');
}

function wordPrincipal(what: string, subject: string, losses: readonly Loss[]): string[] {
  const group = losses.find(({ type }) => MANAGED_GROUPS.includes(type));
  if (group !== undefined)
    return [`${subject} would be ${group.how === 'lost' ? 'destroyed' : 'made anew'} in Entra.`];
  const link = losses.find(({ type, how }) => type === 'terraform_data' && how === 'replaced');
  if (link !== undefined)
    return link.otherInEntra
      ? [`${subject} in Entra is another ${what} than before, under the same handle.`]
      : [`${subject} in AWS is another ${what} than before, though it is the same one in Entra.`];
  return wordObjects(withoutGrants(losses), '');
}

/** Grants are counted apart. */
const withoutGrants = (losses: readonly Loss[]): Loss[] =>
  losses.filter(({ type }) => type !== ACCOUNT_ASSIGNMENT);

/** Such as `The provisioning job would be destroyed.` */
function wordObjects(losses: readonly Loss[], of: string): string[] {
  return (['lost', 'replaced'] as const).flatMap((how) => {
    const whats = new Set(
      losses.filter((loss) => loss.how === how).map(({ type }) => COVERED[type]?.what ?? type),
    );
    if (whats.size === 0) return [];
    const subject = `${listAll([...whats])}${of}`;
    return [
      `${subject.charAt(0).toUpperCase()}${subject.slice(1)} would be ${how === 'lost' ? 'destroyed' : 'destroyed and made anew'}.`,
    ];
  });
}

/** Of a group or user, what where; of anything else, who has what where. */
function wordGrants(name: string, losses: readonly Loss[]): string[] {
  const words = { lost: 'be taken away', replaced: 'be taken away and given again' } as const;
  return (['lost', 'replaced'] as const).flatMap((how) => {
    const grants = losses.flatMap((loss) => (loss.how === how ? (loss.grant ?? []) : []));
    if (grants.length === 0) return [];
    const told = /^(groups|users)\./.test(name)
      ? renderWhatWhere(grants)
      : renderGrantLines(grants).join('; ');
    return [`Its ${countGrants(grants.length)} would ${words[how]}: ${told}.`];
  });
}

/** Why it matters. */
function wordReason(name: string, losses: readonly Loss[]): string {
  if (name === 'entra.application')
    return 'Blocked, because nobody can sign in to AWS until Entra and AWS agree again.';
  if (name === 'entra.provisioning')
    return 'Blocked, because without it whoever leaves a group in Entra keeps their access in AWS.';
  const renamedTo = losses.find((loss) => loss.renamedTo !== undefined)?.renamedTo;
  if (renamedTo !== undefined)
    return `Blocked, because ${renamedTo} is the same one under a new handle: give it \`renamedFrom: ${name.split('.').at(-1)}\`${
      /^(permissionSets|emergencyAccess)\./.test(name) ? ` and the name it had` : ''
    }, and nothing is lost.`;
  if (losses.some(({ type, how }) => MANAGED_GROUPS.includes(type) && how === 'lost'))
    return 'Blocked, because its members and whatever else it is used for go with it. To keep the group, remove `managed` and apply first; then remove the entry.';
  if (losses.some(({ how }) => how === 'lost')) return 'Blocked, because the config still has it.';
  return name === 'emergencyAccess'
    ? 'Blocked, because nobody can use it in between.'
    : 'Blocked, because it is gone in between, and who has it afterwards may be others.';
}

function placeOf({ config, locate }: Environment, name: string): Pick<Blocked, 'location'> {
  const path = name.split('.');
  const [section = '', handle = ''] = path;
  const entries = {
    groups: config.groups,
    users: config.users,
    permissionSets: config.permissionSets,
    entra: config.entra,
    emergencyAccess: config.emergencyAccess ?? {},
  }[section];
  return entries !== undefined && Object.hasOwn(entries, handle) ? { location: locate(path) } : {};
}
