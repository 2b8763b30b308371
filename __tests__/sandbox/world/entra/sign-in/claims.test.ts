import { renderEmergencyClaims } from '../../../../../stacks/emergency/claims.js';
import { attributesOf, createSignInWorld, refusalOf, verifiedAssertion } from './saml-application.js';

const AWS = 'https://aws.amazon.com/SAML/Attributes';
const IDENTITY = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const NAME_ID = `${IDENTITY}/nameidentifier`;
const FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format';

let setUp: Awaited<ReturnType<typeof createSignInWorld>>;
beforeEach(async () => {
  setUp = await createSignInWorld();
});

function assertionOf(name: string) {
  const { signIn, authenticate, request, certificate } = setUp;
  return verifiedAssertion(signIn.issue(authenticate(name), request()).samlResponse, certificate);
}
const attributes = (name: string) => attributesOf(assertionOf(name));
const user = (ID: string, SamlClaimType: string) => ({ Source: 'user', ID, SamlClaimType });

test('session tags come from the user’s attributes; one that the user lacks is left out', () => {
  const { mapClaims, entra, userId } = setUp;
  const tag = (key: string) => `${AWS}/AccessControl:${key}`;
  mapClaims([user('department', tag('CostCenter')), user('jobtitle', tag('Title'))]);
  expect(attributes('ada')).toMatchObject({
    [tag('CostCenter')]: ['Dev'],
    [`${IDENTITY}/name`]: ['ada@test.example'],
  });
  expect(attributes('ada')).not.toHaveProperty([tag('Title')]);
  entra.users.update(userId('ada'), { department: null, jobTitle: 'Engineer' });
  expect(attributes('ada')).toMatchObject({ [tag('Title')]: ['Engineer'] });
  expect(attributes('ada')).not.toHaveProperty([tag('CostCenter')]);
});

test('every source of a user that the tenant has', () => {
  const { mapClaims, userId } = setUp;
  const sources = {
    department: 'Dev',
    displayname: 'Ada',
    givenname: 'Ada',
    mail: 'ada@test.example',
    mailnickname: 'ada',
    objectid: userId('ada'),
    surname: 'Adams',
    userprincipalname: 'ada@test.example',
  };
  mapClaims(Object.keys(sources).map((id) => user(id, `x:${id}`)));
  expect(attributes('ada')).toMatchObject(
    Object.fromEntries(Object.entries(sources).map(([id, value]) => [`x:${id}`, [value]])),
  );
});

test('the emergency application sends a role for each that the person has, directly and through groups', () => {
  const { mapClaims, entra, application, assign, groupId, userId } = setUp;
  const roles = ['Admin', 'Billing', 'Network'].map((name, index) => ({
    id: `0000000${index}-0000-4000-8000-000000000000`,
    allowedMemberTypes: ['User'],
    displayName: name,
    description: name,
    isEnabled: true,
    value: `arn:aws:iam::444444444444:role/${name},arn:aws:iam::444444444444:saml-provider/Entra`,
  }));
  const { appRoles } = entra.applications.get(application.id);
  entra.applications.update(application.id, { appRoles: [...appRoles, ...roles] });
  const [admin, billing, network] = roles.map(({ id }) => id);
  assign(groupId('Developers'), admin);
  assign(groupId('Admins'), admin);
  assign(groupId('Operators'), network);
  assign(userId('ada'), billing);

  const { ClaimsSchema } = (
    JSON.parse(renderEmergencyClaims(3600)) as { ClaimsMappingPolicy: { ClaimsSchema: object[] } }
  ).ClaimsMappingPolicy;
  mapClaims(ClaimsSchema);
  expect(attributes('ada')).toMatchObject({
    [`${AWS}/Role`]: [roles[0]?.value, roles[1]?.value],
    [`${AWS}/RoleSessionName`]: ['ada@test.example'],
    [`${AWS}/SourceIdentity`]: ['ada@test.example'],
    [`${AWS}/SessionDuration`]: ['3600'],
  });
  expect(attributes('bob')).toMatchObject({ [`${AWS}/Role`]: [roles[0]?.value, roles[2]?.value] });
});

test('who has no role with a value gets no role', () => {
  setUp.mapClaims([user('assignedroles', `${AWS}/Role`)]);
  expect(attributes('ada')).not.toHaveProperty([`${AWS}/Role`]);
});

test('a policy can say the name identifier, and falls back to the user principal name', () => {
  const { mapClaims, entra, userId } = setUp;
  entra.users.update(userId('ada'), { mail: 'a.adams@test.example' });
  mapClaims([user('mail', NAME_ID)]);
  const nameId = () => (assertionOf('ada')['Subject'] as Record<string, unknown>)['NameID'];
  expect(nameId()).toEqual({ '@Format': `${FORMAT}:emailAddress`, '#text': 'a.adams@test.example' });
  expect(attributes('ada')).not.toHaveProperty([NAME_ID]);
  entra.users.update(userId('ada'), { mail: null });
  expect(nameId()).toEqual({ '@Format': `${FORMAT}:emailAddress`, '#text': 'ada@test.example' });
});

test('a policy that leaves the basic claims out takes the person’s names away, and says who they are itself', () => {
  setUp.mapClaims([user('objectid', NAME_ID), user('surname', `${IDENTITY}/surname`)], 'false');
  expect(assertionOf('ada')).toMatchObject({
    Subject: { NameID: { '@Format': `${FORMAT}:unspecified`, '#text': setUp.userId('ada') } },
  });
  expect(Object.keys(attributes('ada')).filter((name) => name.startsWith(IDENTITY))).toEqual([
    `${IDENTITY}/surname`,
  ]);
});

test('a policy’s claim takes the place of the basic one with its name', () => {
  setUp.mapClaims([user('mailnickname', `${IDENTITY}/name`)]);
  expect(attributes('ada')).toMatchObject({ [`${IDENTITY}/name`]: ['ada'] });
});

test('claims of other tokens are left out', () => {
  setUp.mapClaims([{ Source: 'user', ID: 'employeeid', JwtClaimType: 'employee' }]);
  expect(Object.keys(attributes('ada'))).toHaveLength(9);
});

test.each([
  ['employeeid', [user('employeeid', 'x')], "claims from the user's 'employeeid'"],
  ['constructor', [user('constructor', 'x')], "claims from the user's 'constructor'"],
  [
    'the company',
    [{ Source: 'company', ID: 'tenantcountry', SamlClaimType: 'x' }],
    "claims from the source 'company'",
  ],
  ['a name twice', [user('mail', 'x'), user('surname', 'x')], "two claims with the name 'x'"],
])('refuses a claim from what it does not model: %s', (_, claims, what) => {
  setUp.mapClaims(claims);
  expect(refusalOf(() => assertionOf('ada'))).toBe(`NotImplemented: The sandbox does not model ${what}.`);
});

test('refuses a policy that leaves nothing to call the person by', () => {
  setUp.mapClaims([], 'false');
  expect(refusalOf(() => assertionOf('ada'))).toBe(
    'NotImplemented: The sandbox does not model name identifiers without the basic claims.',
  );
});
