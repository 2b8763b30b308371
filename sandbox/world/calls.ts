/** The calls that reach the world's clouds, one by one: where a caller's permissions are looked at, and faults happen. */
import type { AwsApis } from './aws/organization.js';
import { References } from './entra/references.js';
import type { Caller } from './aws/state.js';
import type { World } from './world.js';

/** One call of an operation, as whoever stands on the way sees it. */
export interface Call {
  readonly cloud: 'aws' | 'entra';
  /** The API or the part of the tenant, such as `ssoAdmin` or `servicePrincipals`. */
  readonly service: string;
  /** Such as `CreateAccountAssignment` or `create`. */
  readonly operation: string;
  readonly input: readonly unknown[];
  /** Who calls AWS. Entra's callers are its one deployer. */
  readonly caller?: Caller;
}

/** Whether a call changes nothing in the clouds. */
export const isRead = ({ operation }: Pick<Call, 'operation'>): boolean => READS.test(operation);

const READS =
  /^(Describe|Get|List|Is)|^(get|list|owners|members|memberOf|assigned|secrets|templates|jobs?|schema)(\.list$|[A-Z]|$)/;

/** Stands between callers and the clouds. It proceeds or throws what the cloud would, before or after; it returns the answer. */
export type Interceptor = (call: Call, proceed: () => unknown) => unknown;

/**
 * The same world, for callers from outside whose every call goes by `interceptor`. Calls that the clouds make among
 * themselves, such as provisioning by SCIM and signing in, don't.
 */
export function intercept(world: World, interceptor: Interceptor): World {
  const { aws, entra } = world;
  return {
    ...world,
    aws: overlay(aws, {
      as: (caller: Caller): AwsApis => {
        const apis = Object.entries(aws.as(caller));
        return Object.fromEntries(
          apis.map(([service, api]) => [
            service,
            interceptAll(api, (call) => ({ cloud: 'aws', service, caller, ...call }), interceptor),
          ]),
        ) as unknown as AwsApis;
      },
    }),
    entra: overlay(
      entra,
      Object.fromEntries(
        ENTRA_PARTS.map((service) => [
          service,
          interceptAll(entra[service], (call) => ({ cloud: 'entra', service, ...call }), interceptor),
        ]),
      ),
    ),
  };
}

/** The parts of a tenant that Graph's operations are. */
const ENTRA_PARTS = [
  'applicationTemplates',
  'applications',
  'appRoleAssignments',
  'claimsMappingPolicies',
  'conditionalAccessPolicies',
  'groups',
  'servicePrincipals',
  'synchronization',
  'tokenSigning',
  'users',
] as const;

/** `object` as it is, but for some of its properties. */
function overlay<T extends object>(object: T, properties: object): T {
  return Object.create(
    object,
    Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [
        name,
        { value: value as unknown, enumerable: true },
      ]),
    ),
  ) as T;
}

type Operation = (...input: unknown[]) => unknown;

function interceptAll<Api extends object>(
  api: Api,
  describe: (call: Pick<Call, 'operation' | 'input'>) => Call,
  interceptor: Interceptor,
): Api {
  return new Proxy(api, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (value instanceof References)
        return interceptAll(
          value,
          (call) => ({ ...describe(call), operation: `${String(name)}.${call.operation}` }),
          interceptor,
        );
      if (typeof value !== 'function' || typeof name !== 'string') return value;
      return (...input: unknown[]) =>
        interceptor(describe({ operation: name, input }), () => (value as Operation).apply(target, input));
    },
  });
}
