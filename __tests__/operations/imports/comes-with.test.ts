/** What comes with what is taken over: read of that alone, told, and blocked where it gives rights. */
import type { LivePolicies } from '../../../operations/drift/live.js';
import { renderReview } from '../../../operations/guard/render-review.js';
import { reviewPlan } from '../../../operations/guard/review.js';
import { readComesWith } from '../../../operations/imports/comes-with.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';
import { createReaders, INSTANCE, setArn } from './readers.js';

const environment = loadConfig(smallConfig());
const DEVELOPER = {
  address: 'aws_ssoadmin_permission_set.permission-set_Developer',
  id: `${setArn('Developer')},${INSTANCE}`,
};
const configured = { kind: 'aws', pathAndName: 'PowerUserAccess' } as const;
const boundary = { kind: 'customer', path: '/', name: 'Limit' } as const;

const comingWith = (policies: LivePolicies) =>
  readComesWith(environment, [DEVELOPER], createReaders({}, { policiesOf: async () => policies }));
const review = async (policies: LivePolicies, ...names: string[]) =>
  reviewPlan(environment, [], undefined, { names }, await comingWith(policies));

test('what has what the config says comes with nothing', async () => {
  expect(await comingWith({ attached: [configured] })).toEqual([]);
});

test('what is not taken over is not looked at', async () => {
  const readers = createReaders({}, { policiesOf: async () => ({ attached: [], inline: '{}' }) });
  expect(await readComesWith(environment, [], readers)).toEqual([]);
});

test('a boundary is told and blocks nothing', async () => {
  const { blocked, ...told } = await review({ attached: [configured], boundary });
  expect(blocked).toEqual([]);
  expect(renderReview({ ...told, blocked })).toBe(
    'Comes with what is taken over, and not in the config, 1:\n  Developer (ps-Developer) has the boundary { customer: Limit }',
  );
});

test('a customer managed policy blocks, until it is allowed by the name of what has it', async () => {
  const policies = { attached: [configured, { ...boundary, path: '/team/' }] };
  expect((await review(policies)).blocked).toMatchObject([
    { name: 'permissionSets.Developer', allow: '--allow-loss permissionSets.Developer', grants: [] },
  ]);
  expect((await review(policies, 'permissionSets.Developer')).blocked).toEqual([]);
  await expect(review(policies, 'permissionSets.Administrator')).rejects.toThrow(
    '--allow-loss permissionSets.Administrator: this plan takes nothing away by that name.',
  );
});
