/** What a schema can't say about a resource or data source, and how each reaches the world. */
import type { World } from '../../world/world.js';

/** A Terraform value: what a configuration, plan or state holds. Unknown values never reach a resource. */
export type Value = null | string | number | boolean | Value[] | { [key: string]: Value };
export type Attributes = { [key: string]: Value };

/** How one provider configuration (one alias) reaches the world. */
export interface Connection {
  readonly world: World;
  /** The provider block's own values, for example `region` and `allowed_account_ids`. */
  readonly config: Attributes;
}

/** A refusal that Terraform shows; `attribute` names the argument at fault. */
export interface Refusal {
  readonly summary: string;
  readonly detail?: string;
  readonly attribute?: readonly (string | number)[];
}

/** Throw this for a refusal with more to say than one sentence. Any other Error becomes a refusal by its message. */
export class RefusedError extends Error {
  /** @param left What Terraform is to remember all the same: the object that a failed create or update left behind. */
  constructor(
    readonly refusal: Refusal,
    readonly left?: Attributes,
  ) {
    super(refusal.summary);
  }
}

export interface ResourceType {
  /** The Terraform type, such as `aws_ssoadmin_permission_set`. */
  readonly type: string;
  /** Arguments (top-level, or dotted through single nested blocks: `web.homepage_url`) whose change replaces the object. */
  readonly forceNew: readonly string[];
  /** Values of arguments that are left out, where the provider's schema has a default. Dotted for nested ones. */
  readonly defaults?: { readonly [argument: string]: Value };
  /** Attributes that Terraform must not print. */
  readonly sensitive?: readonly string[];
  /** Computed attributes that a change of any argument makes unknown until applied. */
  readonly recomputed?: readonly string[];
  /** What the real provider refuses at validate or plan; unknown values are left out of `config`. */
  validate?(config: Attributes): readonly Refusal[];
  /** Throws what the real provider looks up and refuses when a new object is planned; unknown values are left out. */
  refuseNew?(connection: Connection, planned: Attributes): void;
  /** Makes values the provider takes for equal equal, such as JSON that differs in white space: returns what the plan keeps. */
  normalize?(planned: Attributes, prior: Attributes): Attributes;
  /** Returns every attribute that the schema has (arguments as given by `planned`, computed ones filled in). */
  create(connection: Connection, planned: Attributes): Promise<Attributes>;
  /** The object as the world has it, or null where it is gone. `state` is what Terraform remembers. */
  read(connection: Connection, state: Attributes): Promise<Attributes | null>;
  /** Absent where every argument is in `forceNew`. */
  update?(connection: Connection, planned: Attributes, prior: Attributes): Promise<Attributes>;
  remove(connection: Connection, state: Attributes): Promise<void>;
  /** Attributes enough for `read` to find the object; absent where the real provider has no import. */
  import?(connection: Connection, id: string): Promise<Attributes>;
}

export interface DataSourceType {
  readonly type: string;
  readonly defaults?: { readonly [argument: string]: Value };
  readonly sensitive?: readonly string[];
  validate?(config: Attributes): readonly Refusal[];
  read(connection: Connection, config: Attributes): Promise<Attributes>;
}

/** One provider as a face of the world. */
export interface ProviderType {
  /** Such as `aws`; its source is `hashicorp/<name>`. */
  readonly name: string;
  readonly resources: readonly ResourceType[];
  readonly dataSources: readonly DataSourceType[];
  /** What the provider refuses when it is configured, such as credentials of another account. */
  configure?(world: World, config: Attributes): Promise<readonly Refusal[]>;
  /** The world as the provider's client calls it. Default: as it is. */
  connect?(world: World): World;
}
