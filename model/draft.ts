/**
 * The parts of a config that have the right shape. A part that has not is reported already and absent here, so
 * that the rules still run on everything else.
 */
import type { z } from 'zod';
import {
  configSchema,
  type AccessConfig,
  type AccountConfig,
  type AwsConfig,
  type EmergencyAccessConfig,
  type EntraConfig,
  type GroupConfig,
  type PermissionSetConfig,
  type StateConfig,
  type UserConfig,
} from './config.js';
import { access } from './declaration/access.js';
import { account } from './declaration/aws.js';
import { permissionSet } from './declaration/permission-set.js';
import { group, user } from './declaration/principals.js';

export interface Draft {
  readonly environment?: string;
  readonly state?: StateConfig;
  readonly entra: Partial<Omit<EntraConfig, 'application'>>;
  readonly application: Partial<EntraConfig['application']>;
  readonly aws: Partial<Omit<AwsConfig, 'accounts' | 'identityCenter'>>;
  readonly identityCenter: Partial<AwsConfig['identityCenter']>;
  readonly accounts: Named<AccountConfig>;
  readonly groups: Named<GroupConfig>;
  readonly users: Named<UserConfig>;
  readonly permissionSets: Named<PermissionSetConfig>;
  readonly emergencyAccess?: EmergencyAccessConfig;
  /** By its index in the united config; a malformed line is absent. */
  readonly access: ReadonlyMap<number, AccessConfig>;
  /**
   * What decides which accounts a target selects. It is there for a malformed account too, unless just this is
   * malformed.
   */
  readonly placements: ReadonlyMap<string, Placement>;
}

/** Entries by handle. */
export interface Named<T> {
  /** Every handle that stands in the config, also of a malformed entry. */
  readonly defined: ReadonlySet<string>;
  readonly entries: ReadonlyMap<string, T>;
}

export type Placement = Pick<AccountConfig, 'ou' | 'tags' | 'status' | 'management'>;

const placement = account.pick({ ou: true, tags: true, status: true, management: true }).strip();

/** `value` is the config as plain data. */
export function readDraft(value: unknown): Draft {
  const config = asMap(value);
  const entra = asMap(config.entra);
  const aws = asMap(config.aws);
  const { environment, state, entra: entraSchema, aws: awsSchema } = configSchema.shape;
  return {
    environment: read(environment, config.environment),
    state: read(state, config.state),
    entra: readParts(entraSchema.omit({ application: true }).shape, entra),
    application: readParts(entraSchema.shape.application.shape, asMap(entra.application)),
    aws: readParts(awsSchema.omit({ accounts: true, identityCenter: true }).shape, aws),
    identityCenter: readParts(awsSchema.shape.identityCenter.shape, asMap(aws.identityCenter)),
    accounts: readNamed(account, aws.accounts),
    groups: readNamed(group, config.groups),
    users: readNamed(user, config.users),
    permissionSets: readNamed(permissionSet, config.permissionSets),
    emergencyAccess: read(configSchema.shape.emergencyAccess, config.emergencyAccess),
    access: new Map(readEntries(access, asList(config.access).entries())),
    placements: new Map(readEntries(placement, Object.entries(asMap(aws.accounts)))),
  };
}

function read<T extends z.ZodType>(schema: T, value: unknown): z.output<T> | undefined {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}

function readParts<T extends z.ZodRawShape>(
  shape: T,
  value: Record<string, unknown>,
): Partial<z.output<z.ZodObject<T>>> {
  const parts = Object.entries(shape).map(([key, schema]) => [key, read(schema as z.ZodType, value[key])]);
  return Object.fromEntries(parts) as Partial<z.output<z.ZodObject<T>>>;
}

function readNamed<T extends z.ZodType>(schema: T, value: unknown): Named<z.output<T>> {
  const entries = Object.entries(asMap(value));
  return {
    defined: new Set(entries.map(([handle]) => handle)),
    entries: new Map(readEntries(schema, entries)),
  };
}

function* readEntries<K, T extends z.ZodType>(
  schema: T,
  entries: Iterable<[K, unknown]>,
): Generator<[K, z.output<T>]> {
  for (const [key, value] of entries) {
    const result = schema.safeParse(value);
    if (result.success) yield [key, result.data];
  }
}

export function asMap(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
