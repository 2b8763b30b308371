/** What the plan changes of who can sign in by an application that stands: pure, from the values of Terraform's plan. */
import type { Environment } from '../../model/environment.js';
import { quote } from '../../model/text.js';
import { type Kind, resourceName } from '../../stacks/names.js';
import { type ChangedSetting, changedSetting, type LostSetting } from './changed-setting.js';
import { changeOf, type PlanValues, type Values } from './plan-values.js';
import type { PlannedObject } from './planned-object.js';
import { countGrants } from './render-grants.js';

export const SERVICE_PRINCIPAL = 'azuread_service_principal';

const PATH = ['entra', 'application'];

export function findChangedApplication(
  environment: Environment,
  objects: readonly PlannedObject[],
  values: PlanValues,
): ChangedSetting[] {
  const { entra, emergencyAccess } = environment.config;
  const find = (kind: Kind & `${string}service-principal`, displayName: string, path: readonly string[]) =>
    readUpdate(kind, objects, values).flatMap(({ before, after }) => {
      const name = quote(displayName);
      return [
        ...(demandsAssignment(before, after) ? [wordAssigned(name, before)] : []),
        // Of emergency access, changed-emergency-access.ts tells it, with whom it is for.
        ...(kind === 'service-principal' ? wordSwitch(environment, name, before, after) : []),
        ...wordMode(name, before, after),
      ].map((words) => changedSetting(environment, path, true, `${words}.`));
    });
  return [
    ...find('service-principal', entra.application.displayName, PATH),
    ...find('emergency-service-principal', emergencyAccess?.application.displayName ?? 'emergency access', [
      'emergencyAccess',
      'application',
    ]),
  ];
}

/**
 * None while it is switched off, for nobody signs in by it. Nor of emergency access: whoever isn't assigned has none of its
 * roles, and AWS lets nobody in without one.
 */
export function findLostSignIn(
  { config }: Environment,
  objects: readonly PlannedObject[],
  values: PlanValues,
): LostSetting[] {
  return readUpdate('service-principal', objects, values).flatMap(({ before, after }) =>
    demandsAssignment(before, after) && isOn(before)
      ? [
          {
            type: SERVICE_PRINCIPAL,
            name: PATH.join('.'),
            change: `Only people and groups that are assigned could sign in by ${quote(config.entra.application.displayName)} from then on: now everybody of the tenant can.`,
            why: 'Blocked, because whoever signs in by it unassigned no longer could. Give those who are to keep it an access line, or assign them in Entra.',
          },
        ]
      : [],
  );
}

interface Update {
  readonly before: Values;
  readonly after: Values;
}

/** None for one that is made, or that goes. */
function readUpdate(
  kind: Kind & `${string}service-principal`,
  objects: readonly PlannedObject[],
  values: PlanValues,
): Update[] {
  if (!objects.some((object) => object.kind === kind && object.effect === 'updated')) return [];
  const { before, after } = changeOf(values, SERVICE_PRINCIPAL, resourceName(kind));
  return before === null || after === null ? [] : [{ before, after }];
}

const demandsAssignment = (before: Values, after: Values): boolean =>
  before['app_role_assignment_required'] === false && after['app_role_assignment_required'] === true;

const isOn = (principal: Values): boolean => principal['account_enabled'] !== false;

const wordAssigned = (name: string, before: Values): string =>
  `From now on only people and groups that are assigned can sign in by ${name}: until now ${isOn(before) ? 'everybody of the tenant could' : 'it required no assignment'}`;

function wordSwitch({ access }: Environment, name: string, before: Values, after: Values): string[] {
  const [was, is] = [before, after].map(isOn);
  if (was === is) return [];
  if (!is) return [`Sign-in by ${name} is switched off: nobody can sign in to AWS by it`];
  const count = access.grants.filter(({ withheld }) => withheld === undefined).length;
  return [
    `Sign-in by ${name} is switched on: ${countGrants(count)} ${count === 1 ? 'takes' : 'take'} effect`,
  ];
}

function wordMode(name: string, before: Values, after: Values): string[] {
  const [was, is] = [before, after].map(
    (principal) => principal['preferred_single_sign_on_mode'] || undefined,
  );
  if (was === is) return [];
  const until = was === undefined ? 'it had no sign-on mode' : `it was in the sign-on mode ${String(was)}`;
  return [`${name} is in the sign-on mode ${String(is)} from now on: until now ${until}`];
}
