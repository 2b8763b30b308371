/** Terraform's own provider needs nothing served, and works beside those that are. */
import { serveEntra, type ServedEntra } from '../../../helpers/served-entra.js';

const DATA = 'terraform_data.group';

/** A remembered lookup, as the stack has it: replaced with the group, and checked against what is found now. */
const configuration = (group: object): object => ({
  terraform: { required_providers: { azuread: { source: 'hashicorp/azuread' } } },
  resource: {
    azuread_group: { team: { security_enabled: true, ...group } },
    terraform_data: {
      group: {
        input: '${azuread_group.team.display_name}',
        triggers_replace: '${azuread_group.team.object_id}',
        lifecycle: {
          ignore_changes: ['input'],
          postcondition: [
            {
              condition: '${self.output == azuread_group.team.display_name}',
              error_message: 'The group is another one now.',
            },
          ],
        },
      },
    },
  },
});

let served: ServedEntra;
beforeEach(async () => {
  served = await serveEntra(configuration({ display_name: 'Team' }));
  await served.terraform.apply();
});
afterEach(() => served.stop());

test('keeps what it was given until it is replaced with the object behind it', async () => {
  expect((await served.terraform.plan()).actions).toEqual({});
  const { actions } = await served.plan(configuration({ display_name: 'Team', mail_nickname: 'team' }));
  expect(actions).toEqual({ 'azuread_group.team': 'replace', [DATA]: 'replace' });
});

test('a postcondition holds it against what is read now', async () => {
  await expect(served.plan(configuration({ display_name: 'Crew' }))).rejects.toThrow(
    'The group is another one now.',
  );
  await served.terraform.plan(`-replace=${DATA}`);
  await served.terraform.apply(`-replace=${DATA}`);
  expect((await served.terraform.plan()).actions).toEqual({});
});
