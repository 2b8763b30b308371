/** Strings of a config that Terraform would evaluate reach both clouds exactly as they were written. */
import { smallConfig } from '../helpers/config.js';
import { createFederation } from '../helpers/federation.js';
import { testSeed } from '../helpers/world.js';

const hostile = 'a ${file("/etc/passwd")} %{ if true }b%{ endif } $${c} "q" \\n end';
const dense = '${x}%{y}$${z}';
const person = `ada${dense}@test.example`;

test('each of them, in every place that takes free text', async () => {
  const config = smallConfig();
  Object.assign(config.entra.application, {
    displayName: hostile,
    owners: [person],
    notificationEmails: [`ops${dense}@test.example`],
    relayState: `https://console.aws.amazon.com/${dense}`,
  });
  config.groups = {
    admins: { name: `Admins ${hostile}` },
    made: { name: `Made ${hostile}`, managed: { owners: [person], members: [person] } },
    ruled: { name: 'Ruled', managed: { rule: `user.department -eq "${dense}"` } },
  };
  config.users = { ada: { userPrincipalName: person } };
  config.permissionSets = {
    Administrator: {
      description: hostile,
      relayState: `https://console.aws.amazon.com/${dense}`,
      tags: { owner: hostile },
      inline: 'test/policy.json',
    },
  };
  config.access = [
    {
      groups: ['admins', 'made', 'ruled'],
      users: ['ada'],
      permissionSets: ['Administrator'],
      accounts: ['dev'],
    },
  ];
  const inline = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${dense}/\${aws:PrincipalTag/Team}/*` },
    ],
  });
  const federation = await createFederation({
    entra: {
      ...testSeed.entra,
      users: [{ userPrincipalName: person, displayName: 'Ada', givenName: 'Ada', surname: 'Adams' }],
      groups: [{ displayName: `Admins ${hostile}` }],
    },
    aws: { ...testSeed.aws, provisioned: { groups: [`Admins ${hostile}`], users: [person] } },
  });
  try {
    const { json } = await federation.plan(config, { 'test/policy.json': inline });
    const planned = Object.fromEntries(
      (json.resource_changes ?? []).map(({ address, change }) => [
        address,
        change.after as Record<string, unknown>,
      ]),
    );
    expect(planned['azuread_application.application']).toMatchObject({ display_name: hostile });
    expect(planned['azuread_service_principal.service-principal']).toMatchObject({
      notification_email_addresses: [`ops${dense}@test.example`],
      saml_single_sign_on: [{ relay_state: `https://console.aws.amazon.com/${dense}` }],
    });
    expect(planned['azuread_group.group_made']).toMatchObject({ display_name: `Made ${hostile}` });
    expect(planned['azuread_group.group_ruled']).toMatchObject({
      dynamic_membership: [{ enabled: true, rule: `user.department -eq "${dense}"` }],
    });
    expect(planned['aws_ssoadmin_permission_set.permission-set_Administrator']).toMatchObject({
      description: hostile,
      relay_state: `https://console.aws.amazon.com/${dense}`,
      tags: { owner: hostile },
    });
    const policy = planned['aws_ssoadmin_permission_set_inline_policy.inline-policy_Administrator'];
    expect(policy).toMatchObject({ inline_policy: inline });
    // The lookups found the group and the person under their names, so those arrived whole too.
    await federation.terraform.apply();
    expect((await federation.terraform.plan()).actions).toEqual({});
  } finally {
    await federation.stop();
  }
});

test('also in what the metadata and the portal say', async () => {
  const federation = await createFederation();
  const config = smallConfig();
  config.aws.identityCenter.portalUrl = `https://test.awsapps.com/start?${'$'}{x}`;
  try {
    const { json } = await federation.plan(config);
    const servicePrincipal = json.resource_changes?.find(({ address }) =>
      address.startsWith('azuread_service_principal.'),
    );
    expect(servicePrincipal?.change.after).toMatchObject({
      login_url: 'https://test.awsapps.com/start?${x}',
    });
  } finally {
    await federation.stop();
  }
});
