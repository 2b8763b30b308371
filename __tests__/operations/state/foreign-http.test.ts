/** State over plain HTTP at a server that this project didn't write: moto, taken as a store of files. It has no locks. */
import { runTerraform } from '../../../operations/run-terraform.js';
import { backendOf } from '../../../operations/state/backend.js';
import { withMove } from '../../../operations/state/move.js';
import { withState } from '../../../operations/state/open-state.js';
import { openHttpBackend } from '../../servers/http-backend.js';
import { createPlaces, type Places } from './places.js';

let places: Places;
beforeAll(async () => {
  places = await createPlaces();
}, 120_000);
afterAll(() => places.stop());

test('a state goes there and back', async () => {
  const server = await openHttpBackend({ endpoint: places.context.variables.AWS_ENDPOINT_URL_S3 ?? '' });
  const context = { ...places.context, variables: { ...places.context.variables, ...server.environment } };
  const address = server.address('prod.tfstate');
  const [former, there, back] = [places.place('local'), { http: { address } }, places.place('s3')];
  const folder = await places.ownStack(former, { one: { input: 1 } });
  await runTerraform(context, folder, ['apply', '-auto-approve', '-no-color']);
  for (const state of [there, back])
    await withMove(places.environment(state), {}, context, (_move, carryOut) => carryOut());
  const [first, last] = await Promise.all(
    [former, back].map((state) => withState(backendOf(state), context, (open) => open.pull())),
  );
  expect(last).toMatchObject({ lineage: first?.lineage, content: first?.content });
});
