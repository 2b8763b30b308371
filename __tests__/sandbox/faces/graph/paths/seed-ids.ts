/** Object ids of what the seed holds, whether it still stands or not. */
import { guidOf } from '../../../../../sandbox/world/ids.js';
import type { World } from '../../../../../sandbox/world/world.js';

const idOf = ({ entra: { tenantId } }: World, kind: string, name: string) => guidOf(tenantId, kind, name);

export const seedIds = (world: World): Readonly<Record<'ada' | 'bob' | 'eve' | 'admins', string>> => ({
  ada: idOf(world, 'user', 'ada@test.example'),
  bob: idOf(world, 'user', 'bob@test.example'),
  eve: idOf(world, 'user', 'eve@test.example'),
  admins: idOf(world, 'group', 'Admins'),
});
