import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  readSetsUnderWay,
  SetsUnderWay,
  tellSetsUnderWay,
} from '../../../operations/recovery/sets-under-way.js';

const SET = 'aws_ssoadmin_permission_set.permission-set_Developer';
const POLICY = 'aws_ssoadmin_managed_policy_attachment.policy_Developer_ReadOnlyAccess';
const BOUNDARY = 'aws_ssoadmin_permissions_boundary_attachment.boundary_Auditor';
const GRANT = 'aws_ssoadmin_account_assignment.access_admins_Administrator_111111111111';

const home = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sets-'));
  process.chdir(folder);
  mkdirSync('cdktf.out/stacks/test', { recursive: true });
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

/** An apply that begins to work on these objects. */
function begin(...addresses: string[]): SetsUnderWay {
  const sets = new SetsUnderWay('test');
  addresses.forEach((address) => sets.take({ type: 'begun', address, action: 'update' }));
  return sets;
}

const plan = (sets: SetsUnderWay, address: string, action: string) =>
  sets.take({ type: 'planned_change', change: { address, action } });

const change = (address: string) => ({ address, action: 'update' });

test('what is worked on is noted at once: this program may be killed', () => {
  begin(SET, POLICY, BOUNDARY, GRANT);
  expect(readSetsUnderWay('test')).toEqual(['Developer', 'Auditor']);
});

test('nothing stays noted where all went well', () => {
  begin(SET, POLICY).end();
  expect([readSetsUnderWay('test'), tellSetsUnderWay('test')]).toEqual([[], []]);
});

test('those whose change failed or was cut off stay noted, also over a later apply that does well', () => {
  const left = begin(POLICY, BOUNDARY, SET).end({ failed: [change(POLICY)], cutOff: [change(GRANT)] });
  expect(left).toEqual(['Developer']);
  begin(BOUNDARY).end();
  expect(readSetsUnderWay('test')).toEqual(['Developer']);
});

test.each(['create', 'delete', 'replace'])(
  'a permission set with the change %s is nowhere out of date',
  (action) => {
    begin(SET).end({ failed: [change(SET)], cutOff: [] });
    const sets = new SetsUnderWay('test');
    plan(sets, SET, action);
    plan(sets, GRANT, 'create');
    sets.take({ type: 'begun', address: POLICY, action: 'create' });
    expect(sets.end({ failed: [change(POLICY)], cutOff: [] })).toEqual([]);
    expect(readSetsUnderWay('test')).toEqual([]);
  },
);
