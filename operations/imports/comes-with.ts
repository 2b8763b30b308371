/** What stands on what is taken over and the config doesn't have: it stays, and an apply changes nothing of it. */
import type { Environment } from '../../model/environment.js';
import { compareApplication } from '../drift/compare-applications.js';
import { comparePolicies } from '../drift/compare-permission-sets.js';
import { compareEmergencyRole } from '../drift/emergency-roles.js';
import type { Beyond } from '../drift/finding.js';
import { laneOf } from './applications.js';
import { describeMissing, type ExistingObject } from './existing-object.js';
import type { Readers } from './find-existing.js';

export async function readComesWith(
  environment: Environment,
  takenOver: readonly ExistingObject[],
  readers: Readers,
): Promise<Beyond[]> {
  const objects = takenOver.flatMap(({ address, id }) => {
    const [type = '', name = ''] = address.split('.');
    return describeMissing(type, name).map((object) => ({ ...object, id }));
  });
  const beyond: Beyond[] = [];
  for (const { type, parts, id } of objects) {
    if (type !== 'aws_ssoadmin_permission_set') continue;
    const [handle = ''] = parts;
    const [arn = '', instanceArn = ''] = id.split(',');
    const policies = await readers.identityCenter.policiesOf(arn);
    if (policies === undefined) continue;
    const { name = handle } = environment.config.permissionSets[handle] ?? {};
    beyond.push(
      ...comparePolicies(environment, instanceArn, { handle, name, id: arn }, policies).beyond.filter(isKept),
    );
  }
  const lanes = objects.flatMap(({ type, kind }) =>
    type !== 'azuread_service_principal'
      ? []
      : [laneOf(kind) === '' ? ('identity-center' as const) : ('emergency' as const)],
  );
  const applications = lanes.length === 0 ? [] : await readers.applications();
  for (const application of applications ?? [])
    if (lanes.includes(application.lane)) beyond.push(...compareApplication(environment, application).beyond);
  const roles = objects.filter(({ type }) => type === 'aws_iam_role');
  const live = roles.length === 0 ? [] : await readers.emergencyRoles();
  for (const role of live ?? []) {
    const accountId = environment.config.aws.accounts[role.account]?.id;
    if (roles.some(({ parts: [handle, account] }) => handle === role.role && account === accountId))
      beyond.push(...compareEmergencyRole(environment, role));
  }
  return beyond;
}

/** The same plan writes over what the config has another one of, and tells that as a change. */
const isKept = ({ differs }: Beyond): boolean => differs === undefined;
