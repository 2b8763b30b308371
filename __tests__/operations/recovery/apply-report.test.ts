import { AppliedSteps } from '../../../operations/recovery/applied-steps.js';
import {
  isUntouched,
  type Ending,
  renderApply,
  reportApply,
} from '../../../operations/recovery/apply-report.js';
import type { PlannedChange } from '../../../operations/terraform-message.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';

const environment = loadConfig(smallConfig());
const SET = 'aws_ssoadmin_permission_set.permission-set_Developer';
const DEV = 'aws_ssoadmin_account_assignment.access_developers_Developer_111111111111';
const PROD = 'aws_ssoadmin_account_assignment.access_admins_Administrator_222222222222';

const ending = (
  changes: readonly PlannedChange[],
  happened: readonly (readonly ['begun' | 'applied' | 'failed', string, string])[],
  settings: Partial<Ending> = {},
): Ending => {
  const steps = new AppliedSteps();
  happened.forEach(([type, address, action]) => steps.take({ type, address, action }));
  return {
    outcome: steps.outcome(changes),
    outdated: [],
    name: 'test',
    environment,
    how: 'failed',
    again: 'federation apply test',
    ...settings,
  };
};

test('what was done, what failed and what was not begun is told in config words', () => {
  const changes = [
    { address: SET, action: 'update' },
    { address: DEV, action: 'create' },
    { address: PROD, action: 'create' },
    { address: 'data.aws_ssoadmin_instances.identity-center', action: 'read' },
  ];
  const failed = ending(changes, [
    ['begun', SET, 'update'],
    ['applied', SET, 'update'],
    ['begun', DEV, 'create'],
    ['failed', DEV, 'create'],
  ]);
  expect(renderApply(failed)).toMatch(
    new RegExp(
      [
        String.raw`^  Done, 1 of 3: permission set "Developer" \(permissionSets\.Developer, .+test\.yaml:\d+\)\.`,
        '  Failed, 1 of 3: the access of group "developers" with "Developer" to account "dev"\\.',
        '  Not begun, 1 of 3: the access of group "admins" with "Administrator" to account "prod"\\.',
        'Nothing is lost: what was done is saved\\. Put right what failed, then run: federation apply test',
        'It goes on from here\\.$',
      ].join('\n'),
    ),
  );
  expect(reportApply(failed).failed).toEqual([
    {
      address: DEV,
      action: 'create',
      words: 'the access of group "developers" with "Developer" to account "dev"',
    },
  ]);
});

test('a replacement is done once both of its steps are, and cut off in between', () => {
  const changes = [{ address: DEV, action: 'replace' }];
  const gone = [
    ['begun', DEV, 'delete'],
    ['applied', DEV, 'delete'],
  ] as const;
  expect(ending(changes, gone).outcome.cutOff).toEqual(changes);
  expect(ending(changes, [...gone, ['applied', DEV, 'create']]).outcome.done).toEqual(changes);
});

test('thousands of objects are counted by kind', () => {
  const grants = Array.from({ length: 5000 }, (_each, index) => ({
    address: `aws_ssoadmin_account_assignment.access_developers_Developer_${100_000_000_000 + index}`,
    action: 'create',
  }));
  const changes = [...grants, { address: SET, action: 'create' }, { address: 'x.y', action: 'create' }];
  const text = renderApply(ending(changes, [['applied', 'x.y', 'create']], { how: 'interrupted' }));
  expect(text).toBe(
    [
      '  Done, 1 of 5002: x.y.',
      '  Not begun, 5001 of 5002: 5000 grants and 1 permission set.',
      'Nothing is lost: what was done is saved. To go on from here: federation apply test',
    ].join('\n'),
  );
});

test('a state that there was no room for anywhere is told with how to find what it had', () => {
  const text = renderApply(ending([], [], { unsaved: {} }));
  expect(text).toBe(
    [
      'What was done is in no state: the backend didn’t take it, and there was no room on any disk of this machine.',
      'Make room, and run: federation apply test --import',
      'It finds what stands in the clouds and isn’t in the state.',
    ].join('\n'),
  );
});

test('an apply of which anything was begun, even if it was cut off, did not leave things untouched', () => {
  const change = { address: 'terraform_data.one', action: 'create' };
  const nothing = { done: [], failed: [], cutOff: [], notBegun: [change] };
  expect(isUntouched({ outcome: nothing })).toBe(true);
  for (const part of ['done', 'failed', 'cutOff'] as const)
    expect(isUntouched({ outcome: { ...nothing, [part]: [change] } })).toBe(false);
  expect(isUntouched({ outcome: nothing, unsaved: {} })).toBe(false);
});
