/** Puts the two clouds where people who clicked through both consoles left them. */
import { federationMetadata } from '../entra/federation-metadata.js';
import type { World } from '../world.js';
import { administratorOf, makeAccess } from './aws.js';
import { groupOf, makeApplication, startProvisioning } from './entra.js';
import type { ByHandSeed } from './seed.js';

/** How long the first provisioning cycle, and the one that notices what was deleted, are waited for: 40 minutes each. */
const CYCLE = 40 * 60_000;

/** Throws an Error where the seed can't be made, such as for a name that nobody has. */
export async function makeByHand(world: World, region: string, wanted: ByHandSeed): Promise<void> {
  const { aws, clock, entra } = world;
  for (const { displayName, members = [] } of wanted.groups ?? [])
    entra.groups.create(
      { displayName, mailNickname: 'byhand', securityEnabled: true },
      [],
      members.map((name) => entra.users.get(name).id),
    );
  const { appId, servicePrincipalId } = await makeApplication(world, wanted.application);
  aws.identityCenter.changeIdentitySource(federationMetadata(entra, '', appId));
  await startProvisioning(world, servicePrincipalId);
  await clock.advance(CYCLE);
  await makeAccess(world, administratorOf(world, region), wanted);
  await happen(world, region, wanted.afterwards ?? {});
}

async function happen(
  world: World,
  region: string,
  { deletedGroups = [], blockedUsers = [], deletedPolicies = [] }: NonNullable<ByHandSeed['afterwards']>,
): Promise<void> {
  const { aws, clock, entra } = world;
  for (const name of deletedGroups) entra.groups.delete(groupOf(world, name));
  for (const name of blockedUsers) entra.users.update(entra.users.get(name).id, { accountEnabled: false });
  await clock.advance(CYCLE);
  for (const { account, name, path = '/' } of deletedPolicies) {
    const caller = { account, region, arn: `arn:aws:iam::${account}:user/administrator` };
    aws.as(caller).iam.DeletePolicy({ PolicyArn: `arn:aws:iam::${account}:policy${path}${name}` });
  }
}
