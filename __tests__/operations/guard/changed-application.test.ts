/** What plans say of who can sign in by an application that stands, from what Terraform says it would do. */
import type { Allowance } from '../../../operations/guard/blocked.js';
import { needsValues, reviewPlan } from '../../../operations/guard/review.js';
import { renderBlocked } from '../../../operations/guard/render-review.js';
import { emergencyConfig, loadConfig, smallConfig, type SmallConfig } from '../../helpers/config.js';
import { told } from './told.js';

const STANDING = {
  account_enabled: true,
  app_role_assignment_required: true,
  preferred_single_sign_on_mode: 'saml',
};
const OWN = 'service-principal';
const EMERGENCY = 'emergency-service-principal';

interface Planned {
  readonly name?: string;
  readonly action?: string;
  readonly config?: SmallConfig;
  readonly allowance?: Allowance;
}

/** @param before What stands otherwise than the config has it; null where there is none. */
function review(
  before: object | null,
  { name = OWN, action = 'update', config = smallConfig(), allowance = { names: [] } }: Planned = {},
) {
  const change = {
    actions: [action],
    before: before === null ? null : { ...STANDING, ...before },
    after: STANDING,
  };
  const values = { resource_changes: [{ type: 'azuread_service_principal', name, change }] };
  const changes = [{ address: `azuread_service_principal.${name}`, action }];
  return reviewPlan(loadConfig(config), changes, values, allowance);
}

const messages = (...args: Parameters<typeof review>) => review(...args).signIn.map(({ message }) => message);
const blocked = (...args: Parameters<typeof review>) => review(...args).blocked;

const ASSIGNED = 'From now on only people and groups that are assigned can sign in by';
const NOT_REQUIRED = { app_role_assignment_required: false };
const OFF = { account_enabled: false };

test('assignment that is required from now on is told, and blocked', () => {
  const { signIn, blocked: items } = review(NOT_REQUIRED);
  expect(signIn).toEqual([
    {
      name: 'entra.application',
      location: expect.objectContaining({ path: 'entra.application' }) as unknown,
      message: `${ASSIGNED} "AWS IAM Identity Center": until now everybody of the tenant could.`,
    },
  ]);
  expect(items).toMatchObject([{ name: 'entra.application', allow: '--allow-loss entra.application' }]);
  expect(told(renderBlocked(items)).split('\n')[1]).toBe(
    '  <place> entra.application: Only people and groups that are assigned could sign in by "AWS IAM Identity Center" from then on: now everybody of the tenant can. Blocked, because whoever signs in by it unassigned no longer could. Give those who are to keep it an access line, or assign them in Entra. If that is meant, allow it with: --allow-loss entra.application',
  );
  expect(blocked(NOT_REQUIRED, { allowance: { names: ['entra.application'] } })).toEqual([]);
});

test('with an identifier that is made anew, both are said under the one name', () => {
  const changes = [
    { address: 'azuread_service_principal.service-principal', action: 'update' },
    { address: 'azuread_application_identifier_uri.identifier', action: 'replace' },
  ];
  const change = { actions: ['update'], before: { ...STANDING, ...NOT_REQUIRED }, after: STANDING };
  const values = { resource_changes: [{ type: 'azuread_service_principal', name: OWN, change }] };
  const [item, ...rest] = reviewPlan(loadConfig(smallConfig()), changes, values, { names: [] }).blocked;
  expect(rest).toEqual([]);
  expect(item?.message.match(/Only people|identifier would be|Blocked, because [a-z]+/g)).toEqual([
    'Only people',
    'identifier would be',
    'Blocked, because whoever',
    'Blocked, because nobody',
  ]);
});

test('sign-in that is switched on is told with how many grants take effect', () => {
  expect(messages(OFF)).toEqual([
    'Sign-in by "AWS IAM Identity Center" is switched on: 3 grants take effect.',
  ]);
  expect(blocked(OFF)).toEqual([]);
});

test('assignment that is required from now on takes sign-in from nobody where it was switched off', () => {
  expect(messages({ ...OFF, ...NOT_REQUIRED })).toEqual([
    `${ASSIGNED} "AWS IAM Identity Center": until now it required no assignment.`,
    'Sign-in by "AWS IAM Identity Center" is switched on: 3 grants take effect.',
  ]);
  expect(blocked({ ...OFF, ...NOT_REQUIRED })).toEqual([]);
});

test.each([
  ['password', 'it was in the sign-on mode password'],
  ['', 'it had no sign-on mode'],
])('another sign-on mode (%p) is told', (mode, until) => {
  expect(messages({ preferred_single_sign_on_mode: mode })).toEqual([
    `"AWS IAM Identity Center" is in the sign-on mode saml from now on: until now ${until}.`,
  ]);
});

test('emergency access is switched on in one sentence, and never blocked', () => {
  const planned = { name: EMERGENCY, config: emergencyConfig({ enabled: true }) };
  const before = { ...NOT_REQUIRED, preferred_single_sign_on_mode: 'oidc' };
  expect(messages({ ...before, ...OFF }, planned)).toEqual([
    `${ASSIGNED} "AWS Emergency Access": until now it required no assignment.`,
    '"AWS Emergency Access" is in the sign-on mode saml from now on: until now it was in the sign-on mode oidc.',
    'Emergency access is switched on for group admins and user eve: BreakGlass in emergency, and from there in prod.',
  ]);
  expect(blocked(before, planned)).toEqual([]);
});

test.each([
  ['that is made', null, 'create'],
  ['that changes otherwise', { notification_email_addresses: [] }, 'update'],
  ['whose making anew is refused anyway', NOT_REQUIRED, 'replace'],
])('nothing is said of an application %s', (_what, before, action) => {
  expect(messages(before, { action })).toEqual([]);
});

test('the plan’s values are read for an application that changes, and not for one that is made or taken over as it is', () => {
  const reads = (action: string) =>
    needsValues([{ address: 'azuread_service_principal.service-principal', action }]);
  expect(['update', 'create', 'import'].map(reads)).toEqual([true, false, false]);
});
