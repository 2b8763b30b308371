/** What the plan changes of emergency access: whether it is on, its roles, who may use them, how long sessions last. Pure. */
import { wordDuration } from '../../model/duration.js';
import type { Environment } from '../../model/environment.js';
import { compareText, listAll } from '../../model/text.js';
import { readSessionDuration } from '../../stacks/emergency/claims.js';
import { decodePart, type Kind, resourceName } from '../../stacks/names.js';
import { renderEmergencyRole, reportEmergencyAccess } from '../emergency-access.js';
import { accountHandle } from '../explain/describe-address.js';
import { type ChangedSetting, changedSetting } from './changed-setting.js';
import { DONE } from './changed-permission-sets.js';
import { changeOf, type PlanValues, type Values } from './plan-values.js';
import { type Effect, type PlannedObject, principalOf } from './planned-object.js';
import { renderPrincipal } from './render-grants.js';

const ROLE = 'aws_iam_role';

export function findChangedEmergencyAccess(
  environment: Environment,
  objects: readonly PlannedObject[],
  values: PlanValues,
): ChangedSetting[] {
  const { emergencyAccess } = environment.config;
  const say = (path: readonly string[], message: string) =>
    changedSetting(environment, ['emergencyAccess', ...path], emergencyAccess !== undefined, `${message}.`);
  const sayOfRole = ([handle, words]: Change) =>
    changedSetting(
      environment,
      ['emergencyAccess', 'roles', handle],
      Object.hasOwn(emergencyAccess?.roles ?? {}, handle),
      `Emergency role ${handle} ${words}.`,
    );
  const roles = [
    ...findRoles(environment, objects),
    ...findContents(environment, objects, values),
    ...findHolders(objects),
  ];
  return [
    ...wordSwitch(environment, values).map((words) => say(['enabled'], words)),
    ...wordSession(values).map((words) => say(['session'], words)),
    ...wordIdentifier(values).map((words) => say(['instance'], words)),
    ...roles.sort(([a], [b]) => compareText(a, b)).map(sayOfRole),
  ];
}

function wordSwitch(environment: Environment, values: PlanValues): string[] {
  const { before, after } = changeOf(
    values,
    'azuread_service_principal',
    resourceName('emergency-service-principal'),
  );
  const [was, is] = [isOn(before), isOn(after)];
  if (was === is) return [];
  if (is === undefined) return ['Emergency access is taken away'];
  const made = was === undefined ? 'made, and ' : '';
  if (!is) return [`Emergency access is ${made}switched off: nobody can sign in by it`];
  const uses = reportEmergencyAccess(environment).roles.map((role) => renderEmergencyRole(role).trim());
  return [`Emergency access is ${made}switched on for ${uses.join('; ')}`];
}

const isOn = (servicePrincipal: Values | null): boolean | undefined =>
  servicePrincipal === null ? undefined : servicePrincipal['account_enabled'] !== false;

function wordSession(values: PlanValues): string[] {
  const { before, after } = changeOf(
    values,
    'azuread_claims_mapping_policy',
    resourceName('emergency-claims'),
  );
  const [was, is] = [before, after].map((policy) =>
    readSessionDuration((policy?.['definition'] as readonly string[] | undefined)?.[0] ?? ''),
  );
  if (was === undefined || is === undefined || was === is) return [];
  return [`Sessions of emergency access last ${wordDuration(is)} instead of ${wordDuration(was)}`];
}

function wordIdentifier(values: PlanValues): string[] {
  const { before, after } = changeOf(
    values,
    'azuread_application_identifier_uri',
    resourceName('emergency-identifier'),
  );
  const [was, is] = [before, after].map((identifier) => identifier?.['identifier_uri']);
  if (was === undefined || is === undefined || was === is) return [];
  return [`Emergency access is known to Entra by ${String(is)} instead of ${String(was)}`];
}

/** The handle of a role, and what becomes of it. */
type Change = readonly [handle: string, words: string];

const BECOMES: Readonly<Partial<Record<Effect, string>>> = {
  made: 'is made',
  destroyed: 'is taken away',
  replaced: 'is taken away and made anew',
};

/** Whether it goes without saying which account. */
const isHere = ({ config: { aws, emergencyAccess } }: Environment, kind: Kind, account: string): boolean =>
  kind.startsWith('emergency-') &&
  (emergencyAccess === undefined || aws.accounts[emergencyAccess.account]?.id === account);

const inAccount = (environment: Environment, account: string): string =>
  ` in account ${accountHandle(account, environment) ?? account}`;

function findRoles(environment: Environment, objects: readonly PlannedObject[]): Change[] {
  return objects.flatMap(({ type, kind, effect, parts: [role = '', account = ''] }) => {
    const becomes = BECOMES[effect];
    if (type !== ROLE || becomes === undefined) return [];
    const there = isHere(environment, kind, account) ? '' : inAccount(environment, account);
    return [[role, `${becomes}${there}`] as const];
  });
}

const POLICY_KINDS: readonly Kind[] = ['emergency-policy', 'workload-policy'];

/** Policies and boundaries of roles that stand. */
function findContents(
  environment: Environment,
  objects: readonly PlannedObject[],
  values: PlanValues,
): Change[] {
  const roles = objects.filter(({ type }) => type === ROLE);
  const keyOf = (role: string, account: string) => `${role} ${account}`;
  const whole = new Set(
    roles
      .filter(({ effect }) => effect !== 'updated')
      .map(({ parts: [role = '', account = ''] }) => keyOf(role, account)),
  );
  const changes = new Map<string, string[]>();
  const add = (kind: Kind, role: string, account: string, words: string) => {
    const there = isHere(environment, kind, account) ? '' : inAccount(environment, account);
    if (!whole.has(keyOf(role, account)))
      changes.set(role, [...(changes.get(role) ?? []), `${words}${there}`]);
  };
  for (const { kind, effect, parts } of objects) {
    const [role = '', account = '', policy = ''] = POLICY_KINDS.includes(kind) ? parts : [];
    if (policy !== '') add(kind, role, account, `policy ${decodePart(policy)} ${DONE[effect]}`);
  }
  for (const { kind, parts } of roles) {
    const { before, after } = changeOf(values, ROLE, [kind, ...parts].join('_'));
    const [was, is] = [before, after].map((role) => role?.['permissions_boundary'] || undefined);
    const [role = '', account = ''] = parts;
    if (was !== is)
      add(
        kind,
        role,
        account,
        `boundary ${DONE[was === undefined ? 'made' : is === undefined ? 'destroyed' : 'updated']}`,
      );
  }
  return [...changes].map(([role, words]) => [role, `changes: ${words.join(', ')}`]);
}

const HELD: Readonly<Record<Effect, string>> = {
  made: 'may be used by',
  updated: 'is kept by',
  replaced: 'is taken from and given again to',
  destroyed: 'may no longer be used by',
  forgotten: 'is let go of for',
};

function findHolders(objects: readonly PlannedObject[]): Change[] {
  const holders = new Map<string, { role: string; effect: Effect; names: string[] }>();
  for (const object of objects) {
    const { kind, effect, parts } = object;
    if (kind !== 'emergency-assigned' && kind !== 'emergency-assigned-user') continue;
    const [, role = ''] = parts;
    const held = holders.get(`${role} ${effect}`) ?? { role, effect, names: [] };
    holders.set(`${role} ${effect}`, held);
    held.names.push(renderPrincipal(principalOf(object)));
  }
  return [...holders.values()].map(({ role, effect, names }) => [
    role,
    `${HELD[effect]} ${listAll(names.sort(compareText))}`,
  ]);
}
