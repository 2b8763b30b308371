/** What to do about permission sets and assignments that the config doesn't have: put them there, or take them away. */
import type { Environment } from '../../model/environment.js';
import { entraCloud } from '../../stacks/clouds.js';
import { accessName } from '../../stacks/names.js';
import { renderFlow } from '../accounts/flow-yaml.js';
import { newHandle } from '../accounts/new-handle.js';
import { type Advice, keyOf } from './advise-policies.js';
import type { Named, NamedPrincipal } from './finding.js';
import type { Assigned, LiveApplication } from './live.js';

export function adviseAssignment(
  environment: Environment,
  instanceArn: string,
  {
    principal,
    permissionSet,
    accounts,
  }: {
    readonly principal: NamedPrincipal;
    readonly permissionSet: Named;
    readonly accounts: readonly Named[];
  },
): Advice {
  const remove = accounts.map(
    ({ id = '' }) =>
      `aws sso-admin delete-account-assignment ${keyOf(instanceArn, permissionSet)} --principal-type ${principal.type} --principal-id ${principal.id} --target-type AWS_ACCOUNT --target-id ${id}`,
  );
  // Whoever isn't in the identity store any more can't come back under that id.
  if (principal.name === undefined) return { remove };
  const who = keptPrincipal(environment, principal);
  const set = permissionSet.handle ?? keptHandle(permissionSet, 'set', environment.config.permissionSets);
  const where = accounts.map(({ handle, id = '' }) => handle ?? id);
  const lines = principal.type === 'GROUP' ? 'groups' : 'users';
  const unknown = accounts.filter(({ handle }) => handle === undefined);
  return {
    keep: [
      ...(unknown.length === 0
        ? []
        : [`federation accounts ${environment.name} --write, which tells the accounts' handles`]),
      ...(who.defined === undefined ? [] : [who.defined]),
      ...(permissionSet.handle === undefined
        ? [`permissionSets: { ${set}: { name: ${renderFlow(permissionSet.name ?? '')}, … } }`]
        : []),
      `access: [{ ${lines}: [${who.handle}], permissionSets: [${set}], accounts: [${where.join(', ')}] }]`,
      ...accounts.flatMap(({ handle, id = '' }) =>
        handle === undefined
          ? []
          : [
              importInto(
                environment,
                `aws_ssoadmin_account_assignment.${accessName({ type: principal.type === 'USER' ? 'USER' : 'GROUP', handle: who.handle }, set, id)}`,
                [principal.id, principal.type, id, 'AWS_ACCOUNT', permissionSet.id, instanceArn].join(','),
              ),
            ],
      ),
    ],
    remove,
  };
}

/** The assignments of one that is to go stand in the way, and are told apart. */
export function advisePermissionSet(instanceArn: string, permissionSet: Named): Advice {
  const handle = keptHandle(permissionSet, 'set', {});
  return {
    keep: [`permissionSets: { ${handle}: { name: ${renderFlow(permissionSet.name ?? '')}, … } }`],
    remove: [`aws sso-admin delete-permission-set ${keyOf(instanceArn, permissionSet)}`],
  };
}

export function adviseAppRoleAssignment(
  environment: Environment,
  { id, lane }: LiveApplication,
  assigned: Assigned,
  principal: NamedPrincipal,
): Advice {
  const { graphHost } = entraCloud(environment.config.entra.cloud);
  const remove = [
    `az rest --method DELETE --url ${graphHost}/v1.0/servicePrincipals/${id}/appRoleAssignedTo/${assigned.id}`,
  ];
  if (principal.type === 'SERVICE_PRINCIPAL') return { remove };
  const lines = principal.type === 'GROUP' ? 'groups' : 'users';
  const { handle, defined } = keptPrincipal(environment, principal);
  return {
    keep: [
      ...(defined === undefined ? [] : [defined]),
      lane === 'emergency'
        ? `emergencyAccess: { roles: { <role>: { ${lines}: [${handle}, …] } } }`
        : `access: [{ ${lines}: [${handle}], permissionSets: […], accounts: […] }]`,
    ],
    remove,
  };
}

const keptHandle = ({ name = '', id = '' }: Named, what: string, others: object): string =>
  /^[A-Za-z][A-Za-z0-9-]*$/.test(name) && !(name in others)
    ? name
    : newHandle(name, what, id.slice(-8), Object.keys(others));

function keptPrincipal(
  { config: { groups, users } }: Environment,
  { type, handle, name = '', id = '' }: NamedPrincipal,
): { readonly handle: string; readonly defined?: string } {
  if (handle !== undefined) return { handle };
  const made = newHandle(
    type === 'USER' ? name.replace(/@.*/, '') : name,
    type === 'USER' ? 'user' : 'group',
    id.slice(-8),
    Object.keys(type === 'USER' ? users : groups),
  );
  return {
    handle: made,
    defined:
      type === 'USER'
        ? `users: { ${made}: { userPrincipalName: ${renderFlow(name)} } }`
        : `groups: { ${made}: { name: ${renderFlow(name)} } }`,
  };
}

/** An apply would make it, and AWS has it. */
const importInto = ({ name }: Environment, address: string, id: string): string =>
  `terraform -chdir=cdktf.out/stacks/${name} import ${address} ${id}`;
