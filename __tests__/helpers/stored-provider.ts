/** Providers for tests of the engine: they keep what they are given in a map, and nothing more. */
import type {
  Attributes,
  Connection,
  DataSourceType,
  ProviderType,
  ResourceType,
} from '../../sandbox/faces/terraform/resource.js';

/** What stands in the tests' cloud, by id. A test may change it behind Terraform's back. */
export type Store = Map<string, Attributes>;

export type StoredResource = Pick<ResourceType, 'type' | 'forceNew'> &
  Partial<ResourceType> & {
    /** The computed attributes of a new object; `id` must be among them. */
    compute(planned: Attributes, connection: Connection): Attributes;
  };

/** A resource type that keeps its objects in the store. */
export function storedResource(store: Store, { compute, ...given }: StoredResource): ResourceType {
  const keep = (object: Attributes) => {
    store.set(String(object.id), object);
    return object;
  };
  return {
    create: async (connection, planned) => keep({ ...planned, ...compute(planned, connection) }),
    read: async (_connection, state) => store.get(String(state.id)) ?? null,
    update: async (_connection, planned) => keep(planned),
    remove: async (_connection, state) => void store.delete(String(state.id)),
    import: async (_connection, id) => ({ id }),
    ...given,
  };
}

export function storedProvider(
  name: string,
  resources: readonly ResourceType[],
  dataSources: readonly DataSourceType[] = [],
): ProviderType {
  return { name, resources, dataSources };
}

/** `aws_ssoadmin_permission_set` as a stored resource. */
export function permissionSets(store: Store, more: Partial<ResourceType> = {}): ResourceType {
  return storedResource(store, {
    type: 'aws_ssoadmin_permission_set',
    forceNew: ['name', 'instance_arn'],
    defaults: { session_duration: 'PT1H' },
    compute: (planned, { config }) => {
      const arn = `arn:aws:sso:::permissionSet/${String(planned.name)}`;
      const created_date = '2027-01-01T12:00:00Z';
      return { arn, created_date, id: arn, region: config.region ?? null, tags_all: planned.tags ?? null };
    },
    ...more,
  });
}

/** `azuread_group` as a stored resource. */
export function groups(store: Store, more: Partial<ResourceType> = {}): ResourceType {
  return storedResource(store, {
    type: 'azuread_group',
    forceNew: [],
    defaults: { visibility: 'Private' },
    compute: (planned) => ({
      ...Object.fromEntries(Object.entries(planned).filter(([, value]) => value === null)),
      id: `/groups/${String(planned.display_name)}`,
      object_id: `object-${String(planned.display_name)}`,
    }),
    ...more,
  });
}
