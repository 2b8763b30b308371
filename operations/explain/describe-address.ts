/** Terraform addresses back in config words: the reader's own names, with file and line. */
import type { Environment } from '../../model/environment.js';
import { renderPlace } from '../../model/problem.js';
import { type Kind, parseResourceName } from '../../stacks/names.js';

export interface Subject {
  /** The address without `data.`: Terraform's type. */
  readonly type: string;
  readonly data: boolean;
  readonly kind: Kind;
  /** What the name is made of: handles, account ids, encoded names. */
  readonly parts: readonly string[];
  /** Such as `group "AWS Developers" (groups.developers, config/prod.yaml:12)`; without lines where no config is at hand. */
  readonly words: string;
}

/** Undefined for an address that isn't one of this program's. */
export function describeAddress(address: string, environment?: Environment): Subject | undefined {
  const [, data, type, name] = /^(data\.)?([a-z0-9_]+)\.([^.[]+)$/.exec(address) ?? [];
  const parsed = name === undefined ? undefined : parseResourceName(name);
  if (type === undefined || parsed === undefined) return undefined;
  return {
    type,
    data: data !== undefined,
    ...parsed,
    words: describe(parsed.kind, parsed.parts, environment),
  };
}

type Path = readonly (string | number)[];

function describe(kind: Kind, parts: readonly string[], environment?: Environment): string {
  const [first = '', second = '', third = ''] = parts;
  const at = (words: string, path: Path) =>
    `${words} (${[path.join('.'), place(path, environment)].filter(Boolean).join(', ')})`;
  const group = () => at(`group "${environment?.config.groups[first]?.name ?? first}"`, ['groups', first]);
  const user = () =>
    at(`user "${environment?.config.users[first]?.userPrincipalName ?? first}"`, ['users', first]);
  const permissionSet = () =>
    at(`permission set "${environment?.config.permissionSets[first]?.name ?? first}"`, [
      'permissionSets',
      first,
    ]);
  const application = (what: string) => at(what, ['entra', 'application']);
  const emergency = (what: string, ...path: string[]) => at(what, ['emergencyAccess', ...path]);
  const access = (who: string) => {
    const account = accountHandle(third, environment) ?? third;
    return `the access of ${who} "${first}" with "${second}" to account "${account}"`;
  };
  const describers: Record<Kind, () => string> = {
    application: () => application('the application'),
    'application-owners': () => at('the application’s owners', ['entra', 'application', 'owners']),
    'service-principal': () => application('the application’s service principal'),
    identifier: () => application('the application’s identifier'),
    certificate: () => at(`certificate "${first}"`, ['entra', 'application', 'certificates', first]),
    claims: () => at('the session tags that Entra sends', ['entra', 'attributes']),
    'claims-assignment': () =>
      at('the application’s use of the session tags that Entra sends', ['entra', 'attributes']),
    'conditional-access': () =>
      at('the conditional access policy of the application', ['entra', 'conditionalAccess']),
    group,
    'group-owners': () => `the owners of ${group()}`,
    'group-members': () => `the members of ${group()}`,
    user,
    'provisioning-secret': () =>
      at('what automatic provisioning signs in to AWS with', ['entra', 'provisioning']),
    provisioning: () => at('automatic provisioning', ['entra', 'provisioning']),
    'provisioning-wait': () => at('the wait before provisioning on demand', ['entra', 'provisioning']),
    assigned: () => `the assignment of ${group()} to the application`,
    'assigned-user': () => `the assignment of ${user()} to the application`,
    'identity-center': () => at('IAM Identity Center', ['aws', 'identityCenter']),
    'access-control-attributes': () =>
      at('the session tags that AWS sets', ['aws', 'identityCenter', 'attributes']),
    'permission-set': permissionSet,
    policy: () => `a policy of ${permissionSet()}`,
    'customer-policy': () => `a customer managed policy of ${permissionSet()}`,
    'inline-policy': () => `the inline policy of ${permissionSet()}`,
    boundary: () => `the permissions boundary of ${permissionSet()}`,
    'emergency-application': () => emergency('the application of emergency access', 'application'),
    'emergency-application-owners': () =>
      emergency('the owners of emergency access’s application', 'application', 'owners'),
    'emergency-service-principal': () =>
      emergency('the service principal of emergency access', 'application'),
    'emergency-identifier': () =>
      emergency('the identifier of emergency access’s application', 'application'),
    'emergency-certificate': () =>
      emergency(`certificate "${first}" of emergency access`, 'application', 'certificates', first),
    'emergency-claims': () => emergency('the claims of emergency access'),
    'emergency-conditional-access': () =>
      emergency('the conditional access policy of emergency access', 'conditionalAccess'),
    'emergency-provider': () => emergency('the SAML provider of emergency access'),
    'emergency-app-role': () => emergency(`the app role of emergency role "${first}"`, 'roles', first),
    'emergency-role': () => emergency(`emergency role "${first}"`, 'roles', first),
    'emergency-policy': () => emergency(`a policy of emergency role "${first}"`, 'roles', first),
    'emergency-reach': () => emergency(`the reach of emergency role "${first}"`, 'roles', first, 'workloads'),
    'workload-role': () =>
      emergency(
        `the counterpart of emergency role "${first}" in account "${accountHandle(second, environment) ?? second}"`,
        'roles',
        first,
        'workloads',
      ),
    'workload-policy': () =>
      emergency(
        `a policy of emergency role "${first}" in account "${accountHandle(second, environment) ?? second}"`,
        'roles',
        first,
        'workloads',
      ),
    'emergency-assigned': () => `the assignment of ${group()} to emergency role "${second}"`,
    'emergency-assigned-user': () => `the assignment of ${user()} to emergency role "${second}"`,
    access: () => access('group'),
    'access-user': () => access('user'),
  };
  return describers[kind]();
}

/** The handle of an account, where the config has it. */
export function accountHandle(id: string, environment?: Environment): string | undefined {
  return Object.entries(environment?.config.aws.accounts ?? {}).find(([, account]) => account.id === id)?.[0];
}

function place(path: Path, environment?: Environment): string | undefined {
  return environment && renderPlace(environment.locate(path));
}
