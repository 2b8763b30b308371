import { createTenantWithApplication, GONE, NOBODY, refusalOf } from '../../../helpers/entra.js';

const INVALID = '400 Request_BadRequest: Property definition has an invalid value.';
const claim = { Source: 'user', ID: 'department', SamlClaimType: 'https://aws.example/Department' };
const define = (policy: object): string[] => [JSON.stringify({ ClaimsMappingPolicy: policy })];
const whole = { Version: 1, IncludeBasicClaimSet: 'true', ClaimsSchema: [claim] };

function setUp() {
  const { tenant, servicePrincipal } = createTenantWithApplication();
  const policies = tenant.claimsMappingPolicies;
  const policy = policies.create({ displayName: 'Claims', definition: define(whole) });
  return { tenant, policies, policy, principal: servicePrincipal.id };
}

test('keeps the definition as it was written, and replaces it as a whole', () => {
  const { policies, policy } = setUp();
  expect(policies.get(policy.id)).toEqual({
    id: policy.id,
    displayName: 'Claims',
    definition: define(whole),
  });
  const fixed = define({
    ...whole,
    ClaimsSchema: [{ Value: '3600', SamlClaimType: 'https://aws.example/D' }],
  });
  policies.update(policy.id, { definition: fixed });
  expect(policies.get(policy.id)).toMatchObject({ displayName: 'Claims', definition: fixed });
});

test.each<[string, string[]]>([
  ['no text', []],
  ['two texts', [...define(whole), ...define(whole)]],
  ['no JSON', ['{']],
  ['no policy', ['{}']],
  ['another version', define({ ...whole, Version: 2 })],
  ['a boolean where Entra has a text', define({ ...whole, IncludeBasicClaimSet: true })],
  ['no claims', define({ Version: 1, IncludeBasicClaimSet: 'true' })],
  ['a key in another case', define({ ...whole, ClaimsSchema: [{ ...claim, samlClaimType: 'x' }] })],
  ['a claim without a type', define({ ...whole, ClaimsSchema: [{ Source: 'user', ID: 'department' }] })],
  ['a claim without a source', define({ ...whole, ClaimsSchema: [{ SamlClaimType: 'x' }] })],
  ['a source that there isn’t', define({ ...whole, ClaimsSchema: [{ ...claim, Source: 'group' }] })],
  ['a value beside a source', define({ ...whole, ClaimsSchema: [{ ...claim, Value: 'x' }] })],
])('a definition of %s is refused', async (_, definition) => {
  const { policies, policy } = setUp();
  expect(await refusalOf(() => policies.create({ displayName: 'Claims', definition }))).toBe(INVALID);
  expect(await refusalOf(() => policies.update(policy.id, { definition }))).toBe(INVALID);
});

test('transformations are not modelled', async () => {
  const { policies } = setUp();
  const definition = define({ ...whole, ClaimsTransformations: [] });
  expect(await refusalOf(() => policies.create({ displayName: 'Claims', definition }))).toBe(
    '501 NotImplemented: The sandbox does not model claims transformations.',
  );
});

test('a service principal has one policy at most', async () => {
  const { policies, policy, principal } = setUp();
  const other = policies.create({ displayName: 'Other', definition: define(whole) });
  policies.assign(principal, policy.id);
  expect(policies.assigned(principal)).toEqual([policy]);
  expect(await refusalOf(() => policies.assign(principal, other.id))).toBe(
    '400 Request_BadRequest: A claims mapping policy is already assigned to the service principal.',
  );
  expect(await refusalOf(() => policies.assign(principal, policy.id))).toContain('already exist');
  expect(await refusalOf(() => policies.unassign(principal, other.id))).toBe(GONE(other.id));
  policies.unassign(principal, policy.id);
  policies.assign(principal, other.id);
  expect(policies.assigned(principal)).toEqual([other]);
});

test('goes with its policy and with its service principal', () => {
  const { tenant, policies, policy, principal } = setUp();
  policies.assign(principal, policy.id);
  expect(tenant.made()).toEqual(
    expect.arrayContaining([
      `claims mapping policy "Claims" (${policy.id})`,
      `claims mapping policy ${policy.id} of service principal ${principal}`,
    ]),
  );
  policies.delete(policy.id);
  expect(policies.assigned(principal)).toEqual([]);
  const second = policies.create({ displayName: 'Second', definition: define(whole) });
  policies.assign(principal, second.id);
  tenant.servicePrincipals.delete(principal);
  expect(tenant.made().filter((line) => line.includes('claims'))).toEqual([
    `claims mapping policy "Second" (${second.id})`,
  ]);
});

test('nothing is found that isn’t there', async () => {
  const { policies, policy, principal } = setUp();
  expect(await refusalOf(() => policies.get(NOBODY))).toBe(GONE(NOBODY));
  expect(await refusalOf(() => policies.delete(NOBODY))).toBe(GONE(NOBODY));
  expect(await refusalOf(() => policies.assign(principal, NOBODY))).toBe(GONE(NOBODY));
  expect(await refusalOf(() => policies.assign(NOBODY, policy.id))).toBe(GONE(NOBODY));
  expect(await refusalOf(() => policies.assigned(NOBODY))).toBe(GONE(NOBODY));
});
