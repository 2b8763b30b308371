/** A state as `terraform state pull` prints it. It holds secrets: nothing of its values is ever shown. */
import { isDeepStrictEqual } from 'node:util';

export interface StateFile {
  /** As it was printed. */
  readonly text: string;
  /** Made with the first apply; the same for as long as it is the same state. */
  readonly lineage: string;
  /** One more with each change. */
  readonly serial: number;
  /** The addresses of what it holds, data sources too. */
  readonly addresses: readonly string[];
  /** What identifies each managed object: its address, and its id where it has one. */
  readonly objects: readonly string[];
  /** How many resources of them are managed. */
  readonly resources: number;
  /** All that makes it up but lineage and serial. */
  readonly content: unknown;
}

interface RawResource {
  readonly module?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly index_key?: string | number;
    readonly deposed?: string;
    readonly attributes?: { readonly id?: unknown };
  }[];
}

interface RawState {
  readonly serial: number;
  readonly lineage: string;
  readonly outputs?: unknown;
  readonly resources?: readonly RawResource[];
}

/** Undefined where there is no state yet: Terraform prints nothing then, or a state without a lineage. */
export function parseState(text: string): StateFile | undefined {
  if (text.trim() === '') return undefined;
  const { serial, lineage, outputs = {}, resources = [] } = JSON.parse(text) as RawState;
  if (lineage === '') return undefined;
  const managed = resources.filter(({ mode }) => mode === 'managed');
  return {
    text,
    lineage,
    serial,
    addresses: resources.flatMap(addressesOf),
    objects: managed.flatMap(objectsOf),
    resources: managed.flatMap(addressesOf).length,
    content: { outputs, resources },
  };
}

function addressesOf({ module, mode, type, name, instances }: RawResource): string[] {
  const address = [module, mode === 'data' ? 'data' : undefined, type, name].filter(Boolean).join('.');
  return instances.map(({ index_key, deposed }) => {
    const index = index_key === undefined ? '' : `[${JSON.stringify(index_key)}]`;
    return `${address}${index}${deposed === undefined ? '' : ` (deposed ${deposed})`}`;
  });
}

function objectsOf(resource: RawResource): string[] {
  const addresses = addressesOf(resource);
  return resource.instances.map(({ attributes }, at) => {
    const id = attributes?.id;
    return `${addresses[at]}${typeof id === 'string' ? ` (${id})` : ''}`;
  });
}

/** The objects of one that the other doesn't have. */
export function findMissing({ objects }: StateFile, { objects: others }: StateFile): string[] {
  const there = new Set(others);
  return objects.filter((object) => !there.has(object));
}

/** Whether nothing was written between: both as they were, or none at all. */
export const isUnchanged = (before: StateFile | undefined, now: StateFile | undefined): boolean =>
  before?.lineage === now?.lineage &&
  before?.serial === now?.serial &&
  isDeepStrictEqual(before?.content, now?.content);

export const isEmpty = ({ addresses, content }: StateFile): boolean =>
  addresses.length === 0 && isDeepStrictEqual((content as { outputs: unknown }).outputs, {});

/** Whether two hold the same, every value of it. */
export const holdSame = (one: StateFile, other: StateFile): boolean =>
  isDeepStrictEqual(one.content, other.content);

/** Such as `serial 7, 158 resources`. */
export const describeState = ({ serial, resources }: StateFile): string =>
  `serial ${serial}, ${resources} ${resources === 1 ? 'resource' : 'resources'}`;

/** The first part of its lineage, which is enough to tell states apart. */
export const shortLineage = ({ lineage }: StateFile): string => lineage.slice(0, 8);
