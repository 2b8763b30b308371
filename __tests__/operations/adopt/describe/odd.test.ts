import { AwsError } from '../../../../sandbox/world/aws/aws-error.js';
import { intercept, type Interceptor } from '../../../../sandbox/world/calls.js';
import type { World } from '../../../../sandbox/world/world.js';
import { byHandSeed as seed } from './by-hand-seed.js';
import { type Described, describeWorld, makeWorld, refusalOf } from './described.js';

const DURATION = '{"Value":"3600","SamlClaimType":"https://aws.amazon.com/SAML/Attributes/SessionDuration"}';
const TEMPLATE = '21ed01d2-ec13-4e9e-86c1-cd546719ebc4';

const principalIn = ({ entra }: World) => {
  const [found] = entra.servicePrincipals.list({ displayName: 'AWS' });
  if (found === undefined) throw new Error('the application is gone');
  return found;
};
const applicationIn = ({ entra }: World) => {
  const [found] = entra.applications.list({ displayName: 'AWS' });
  if (found === undefined) throw new Error('the application is gone');
  return found;
};

const describeAfter = async (happen: (world: World) => void): Promise<Described> =>
  describeWorld(await makeWorld(seed, happen), seed);

const leftOut = ({ draft }: Described): string[] =>
  draft.unexpressed.map(({ what, why }) => `${what}: ${why}`);

test('a set of the management account that others have too is told, and so is who comes by a group alone', async () => {
  const described = await describeAfter(() => undefined);
  expect(leftOut(described)).toEqual([
    'user "ada@test.example": Provisioned by a group, and not assigned to the application by name: the first apply assigns the user too. Whoever has left that group since can sign in again by this.',
    'group "Admins": Admin in management: The permission set serves other accounts too, and here the management account has permission sets of its own: define another one for it. Until then this assignment stays as it is, outside the config.',
  ]);
  expect(described.problems).toBe('No problems.');
});

test('what the config has no word for is listed, for the first apply would clear it', async () => {
  const described = await describeAfter((world) => {
    const { id } = principalIn(world);
    world.entra.servicePrincipals.update(id, {
      notes: 'Call Ada before you touch this.',
      loginUrl: null,
      samlSingleSignOnSettings: { relayState: 'https://console.aws.amazon.com/s3' },
    });
    const { id: application, web } = applicationIn(world);
    world.entra.applications.update(application, {
      web: { ...web, redirectUris: [...web.redirectUris, 'https://old.test.example/acs'] },
    });
    world.entra.servicePrincipals.owners.add(id, world.entra.users.get('bob@test.example').id);
  });
  expect(leftOut(described).slice(0, -2)).toEqual([
    'the enterprise application’s notes of "AWS": The config has no word for it: the first apply clears it. Note it elsewhere.',
    'the reply URL https://old.test.example/acs of "AWS": AWS’s metadata hasn’t got it: the first apply removes it.',
    'the sign-on URL of "AWS": It has none: the first apply sets it to the access portal, where people then start instead of in Entra.',
    'the owners of "AWS": The application and its service principal have different ones, and the config has the same for both: the first apply gives both bob@test.example.',
  ]);
  expect(described.draft.entra?.application).toMatchObject({
    relayState: 'https://console.aws.amazon.com/s3',
    owners: ['bob@test.example'],
  });
  expect(described.draft.aws?.identityCenter?.portalUrl).toBe('https://d-9967000001.awsapps.com/start');
  expect(described.problems).toBe('No problems.');
});

/** Takes the assignment of a group away. */
function unassign(world: World, name: string): void {
  const { id } = principalIn(world);
  const assignment = world.entra.appRoleAssignments
    .list(id)
    .find(({ principalDisplayName }) => principalDisplayName === name);
  world.entra.appRoleAssignments.delete(id, assignment?.id ?? '');
}

/** AWS has these ids of another system for its groups and users, by their names; none where that is undefined. */
const externalIds =
  (ids: Readonly<Record<string, string | undefined>>): Interceptor =>
  ({ operation }, proceed) => {
    const answer = proceed() as Record<string, readonly Record<string, unknown>[]>;
    const kind = operation === 'ListGroups' ? 'Groups' : operation === 'ListUsers' ? 'Users' : undefined;
    const listed = kind === undefined ? undefined : answer[kind];
    if (kind === undefined || listed === undefined) return answer;
    const changed = listed.map((each) => {
      const name = String(each['UserName'] ?? each['DisplayName']);
      if (!(name in ids)) return each;
      return { ...each, ExternalIds: ids[name] === undefined ? [] : [{ Issuer: 'SCIM', Id: ids[name] }] };
    });
    return { ...answer, [kind]: changed };
  };

const KEPT_IN_AWS =
  'What it has stays in AWS, outside the config. After the first apply, which demands an assignment to the application,';

test('where nobody need be assigned, whom the first apply keeps from signing in is named, and what to do', async () => {
  const world = await makeWorld(seed, (made) => {
    made.entra.servicePrincipals.update(principalIn(made).id, { appRoleAssignmentRequired: false });
    unassign(made, 'Developers');
  });
  const byHand = intercept(world, externalIds({ 'ada@test.example': undefined }));
  expect(leftOut(await describeWorld(byHand, seed)).slice(0, -1)).toEqual([
    `user "ada@test.example": Admin in dev: The user was made by hand in AWS, and is not assigned to the application in Entra. ${KEPT_IN_AWS} the user can’t sign in any more but by a group that is assigned: assign the user in Entra before, then adopt again.`,
    `group "Developers": Deploy in prod: No group of that name is assigned to "AWS" in Entra: it was renamed, deleted or taken out there. ${KEPT_IN_AWS} those of its members who aren’t assigned otherwise can’t sign in any more: assign the group in Entra before, then adopt again.`,
    'that nobody need be assigned of "AWS": Everybody of the tenant can sign in to it now, assigned or not. The first apply demands an assignment: whoever has none, nor is in a group that has one, can’t sign in any more. Of those with access in AWS these are not assigned: group "Developers" and user "ada@test.example". Assign them to it in Entra before, then adopt again.',
  ]);
});

test('where all that have access are assigned, that an assignment is demanded is said alone', async () => {
  const described = await describeAfter((world) =>
    world.entra.servicePrincipals.update(principalIn(world).id, { appRoleAssignmentRequired: false }),
  );
  expect(leftOut(described)).toContain(
    'that nobody need be assigned of "AWS": Everybody of the tenant can sign in to it now, assigned or not. The first apply demands an assignment: whoever has none, nor is in a group that has one, can’t sign in any more.',
  );
});

test('a group of AWS that is another one of Entra than has its name now is none that the config names', async () => {
  const other = 'aaaaaaaa-0000-4000-8000-000000000001';
  const world = await makeWorld(seed);
  const [{ id = '' } = {}] = world.entra.groups.list({ displayName: 'Developers' });
  const described = await describeWorld(intercept(world, externalIds({ Developers: other })), seed);
  expect(leftOut(described)).toContain(
    `group "Developers": Deploy in prod: AWS has it as the group ${other} of Entra, and there that name is the one of ${id} now: names were changed, or it was made anew, and provisioning hasn’t brought that yet. Adopt again after its next cycle. What it has stays as it is, outside the config.`,
  );
  expect(described.draft.groups).not.toHaveProperty('developers');
  const same = intercept(world, externalIds({ Developers: id.toUpperCase(), Admins: 'admins' }));
  expect(Object.keys((await describeWorld(same, seed)).draft.groups)).toEqual(
    expect.arrayContaining(['admins', 'developers']),
  );
});

test('a claims policy that another application has too is left alone, for a config would delete it for both', async () => {
  const described = await describeAfter(({ entra }) => {
    const { servicePrincipal } = entra.applicationTemplates.instantiate(TEMPLATE, {
      displayName: 'AWS test',
    });
    const [claims] = entra.claimsMappingPolicies.list({ displayName: 'tags' });
    entra.claimsMappingPolicies.assign(servicePrincipal.id, claims?.id ?? '');
  });
  expect(leftOut(described)).toContain(
    'claims mapping policy "tags": Other applications use it too: "AWS test". A config would change and delete it for all of them. It stays as it is. To keep session tags in the config, give this application a policy of its own in Entra, then adopt again.',
  );
  expect(described.draft.entra).not.toHaveProperty('attributes');
  expect(described.problems).toBe('No problems.');
});

test('claims and conditional access that the config can’t say exactly are left alone, never half of them', async () => {
  const described = await describeAfter(({ entra }) => {
    const ada = entra.users.get('ada@test.example').id;
    const [policy] = entra.conditionalAccessPolicies.list({ displayName: 'MFA for AWS' });
    entra.conditionalAccessPolicies.update(policy?.id ?? '', {
      conditions: { ...policy?.conditions, users: { ...policy?.conditions.users, excludeUsers: [ada] } },
    });
    const [claims] = entra.claimsMappingPolicies.list({ displayName: 'tags' });
    entra.claimsMappingPolicies.update(claims?.id ?? '', {
      definition: [(claims?.definition[0] ?? '').replace('"ClaimsSchema":[', `"ClaimsSchema":[${DURATION},`)],
    });
  });
  const told = leftOut(described);
  expect(told).toContain(
    'conditional access policy "MFA for AWS": The config can’t say all of it: it includes or excludes others than groups (excludeUsers). It stays as it is.',
  );
  expect(told).toContain(
    'claims mapping policy "tags": The config says session tags that users’ attributes are sent as, and this policy says something else too. It stays as it is.',
  );
  expect(described.draft.entra).not.toHaveProperty('conditionalAccess');
  expect(described.draft.entra).not.toHaveProperty('attributes');
  expect(described.draft.groups).not.toHaveProperty('operators');
});

test('of several policies that the config can say it has the one in force', async () => {
  const described = await describeAfter(({ entra }) => {
    const [standing] = entra.conditionalAccessPolicies.list({ displayName: 'MFA for AWS' });
    entra.conditionalAccessPolicies.create({
      conditions: standing?.conditions,
      grantControls: standing?.grantControls,
      displayName: 'A try',
      state: 'enabledForReportingButNotEnforced',
    });
  });
  expect(described.draft.entra?.conditionalAccess).toEqual({
    displayName: 'MFA for AWS',
    state: 'enabled',
    require: 'mfa',
    breakGlass: 'operators',
  });
  expect(leftOut(described)).toContain(
    'conditional access policy "A try": The config has one policy for the application, which is "MFA for AWS". It stays as it is.',
  );
});

test('a group of AWS that Entra’s application doesn’t have is told with all that it has', async () => {
  const described = await describeAfter((world) => unassign(world, 'Developers'));
  expect(leftOut(described)).toContain(
    'group "Developers": Deploy in prod: No group of that name is assigned to "AWS" in Entra: it was renamed, deleted or taken out there. What it has stays as it is, outside the config.',
  );
  expect(described.draft.groups).not.toHaveProperty('developers');
});

test('an identity source that isn’t external yet is told, and nothing is described', async () => {
  const world = await makeWorld({ ...seed, byHand: undefined });
  expect(await refusalOf(describeWorld(world, seed))).toBe(
    [
      'No application of the tenant has the identifier https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001: the identity source of IAM Identity Center isn’t external yet, or is another tenant. Nothing was written.',
      '  The tenant has none of the gallery template.',
      '  Groups and users that stand in AWS’s own directory or in Active Directory have no counterpart in Entra to be described by: write a config by hand first, as the README says (Your first environment).',
    ].join('\n'),
  );
});

test('of two applications without AWS’s identifier somebody must say which one', async () => {
  const world = await makeWorld(seed, (made) => {
    made.entra.applications.update(applicationIn(made).id, { identifierUris: [] });
    made.entra.applicationTemplates.instantiate(TEMPLATE, { displayName: 'AWS test' });
  });
  expect(await refusalOf(describeWorld(world, seed))).toContain(
    [
      '  The tenant has of the gallery template: "AWS" (<id>), "AWS test" (<id>).',
      '  Where people sign in to AWS by one of them all the same: --application <its name or object id>.',
    ].join('\n'),
  );
  const described = await describeWorld(world, seed, { application: 'AWS' });
  expect(described.problems).toBe('No problems.');
  expect(leftOut(described)).toContain(
    'the identifier of "AWS": It has not AWS’s, https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001: the first apply adds it.',
  );
  expect(await refusalOf(describeWorld(world, seed, { application: 'AWS prod' }))).toContain(
    'No application of the gallery template “AWS IAM Identity Center” is "AWS prod".',
  );
});

test('every permission that is missing is named, and nothing is described', async () => {
  const denied: Interceptor = ({ cloud, operation }, proceed) => {
    if (cloud === 'aws' && ['ListUsers', 'ListTagsForResource'].includes(operation))
      throw new AwsError('AccessDeniedException', `not authorized to perform ${operation}`);
    return proceed();
  };
  const world = intercept(await makeWorld(seed), denied);
  const refusal = await refusalOf(describeWorld(world, seed, {}, ['Policy.Read.All']));
  expect(refusal.split('\n')).toEqual([
    'What stands can’t all be told, so nothing is written:',
    '  the caller needs organizations:ListTagsForResource',
    '  the caller needs identitystore:ListUsers',
    '  the caller needs sso:ListTagsForResource',
    '  the caller needs Policy.Read.All',
    '  AWS tells of an organization to its management account and to delegated administrators alone, whatever the caller’s policies say.',
  ]);
});

test('conditional access names its groups by the handles that they have without those of policies left alone', async () => {
  const described = await describeAfter(({ entra }) => {
    const twin = entra.groups.create(
      { displayName: 'operators.', mailNickname: 'twin', securityEnabled: true },
      [],
      [],
    );
    const [standing] = entra.conditionalAccessPolicies.list({ displayName: 'MFA for AWS' });
    const { conditions, grantControls, id = '' } = standing ?? {};
    const users = { includeUsers: ['All'], excludeGroups: [twin.id] };
    entra.conditionalAccessPolicies.create({
      displayName: 'MFA too',
      state: 'enabled',
      grantControls,
      conditions: { ...conditions, users },
    });
    const ada = entra.users.get('ada@test.example').id;
    entra.conditionalAccessPolicies.update(id, {
      conditions: { ...conditions, users: { ...conditions?.users, excludeUsers: [ada] } },
    });
  });
  expect(described.problems).toBe('No problems.');
  expect(described.draft.entra?.conditionalAccess).toMatchObject({
    displayName: 'MFA too',
    breakGlass: 'operators',
  });
  expect(described.draft.groups['operators']).toEqual({ name: 'operators.' });
});
