import type { Drift } from '../../../operations/drift/drift.js';
import { smallConfig } from '../../helpers/config.js';
import { serveClouds, type ServedClouds } from '../served-clouds.js';

const TEMPLATE = '21ed01d2-ec13-4e9e-86c1-cd546719ebc4';

let clouds: ServedClouds;
beforeAll(async () => {
  clouds = await serveClouds();
});
afterAll(() => clouds.stop());

test('drift tells objects that stand twice under one name of this program, and how to find out which is in use', async () => {
  const { applications, applicationTemplates, claimsMappingPolicies, groups } = clouds.world.entra;
  const config = smallConfig();
  const displayName = config.entra.application['displayName'] as string;
  Object.assign(config.entra, { attributes: { Team: 'department' } });
  Object.assign(config.groups, { team: { managed: { members: [] } } });
  clouds.write(config);
  const first = applicationTemplates.instantiate(TEMPLATE, { displayName }).application;
  const half = applicationTemplates.instantiate(TEMPLATE, {
    displayName: 'TERRAFORM_INSTANTIATE_1',
  }).application;
  const ClaimsMappingPolicy = { Version: 1, IncludeBasicClaimSet: 'true', ClaimsSchema: [] };
  const definition = [JSON.stringify({ ClaimsMappingPolicy })];
  const policies = [1, 2].map(
    () => claimsMappingPolicies.create({ displayName: `${displayName}: session tags`, definition }).id,
  );
  const made = [1, 2].map(
    (index) => groups.create({ displayName: 'team', mailNickname: `team${index}`, securityEnabled: true }).id,
  );

  const { stdout } = await clouds.run(['drift', 'test', '--json']);
  const { beyond } = JSON.parse(stdout) as Drift;
  expect(beyond).toEqual([
    {
      kind: 'namesakes',
      what: 'application',
      name: displayName,
      ids: [first.id, half.id],
      remove: [
        'terraform -chdir=cdktf.out/stacks/test state show azuread_application.application, which tells the one in use; of the others:',
        ...[first, half].map(
          ({ id }) => `az rest --method DELETE --url https://graph.microsoft.com/v1.0/applications/${id}`,
        ),
      ],
    },
    expect.objectContaining({ what: 'claims mapping policy', ids: policies }),
    expect.objectContaining({ what: 'group', name: 'team', ids: made }),
  ]);
  const text = (await clouds.run(['drift', 'test'])).stdout;
  expect(text).toContain(
    `  Entra has 2 of the group "team": ${made[0]} and ${made[1]}.\n    remove: terraform -chdir=cdktf.out/stacks/test state show azuread_group.group_team, which tells the one in use; of the others:`,
  );
  applications.delete(half.id);
});
