/** Providers' schemas, in the form that `terraform providers schema -json` prints them in. */

export type AttributeType =
  | 'string'
  | 'number'
  | 'bool'
  | ['list' | 'set' | 'map', AttributeType]
  | ['object', { [name: string]: AttributeType }];

export interface AttributeSchema {
  readonly type: AttributeType;
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
}

export type NestingMode = 'single' | 'list' | 'set' | 'map';

export interface NestedBlockSchema {
  readonly nesting_mode: NestingMode;
  readonly min_items?: number;
  /** Left out: any number. */
  readonly max_items?: number;
  readonly block: BlockSchema;
}

export interface BlockSchema {
  readonly attributes: { readonly [name: string]: AttributeSchema };
  readonly block_types: { readonly [name: string]: NestedBlockSchema };
}

export interface ProviderSchema {
  /** The version of the real provider that the schema was taken from. */
  readonly version: string;
  readonly provider: BlockSchema;
  readonly resources: { readonly [type: string]: BlockSchema };
  readonly dataSources: { readonly [type: string]: BlockSchema };
}
