/** What a synthesized stack holds, as far as permissions hang on it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STACK_FILE } from '../synthesize.js';

/** A resource or data source; the type of the latter begins with `data.`. */
export interface Held {
  readonly type: string;
  /** The account whose provider it has; undefined for the deployer's. */
  readonly account?: string;
  /** Its argument `name`, where it is known before anything is made. */
  readonly name?: string;
}

type Objects = Readonly<
  Record<string, Readonly<Record<string, { readonly provider?: string; readonly name?: string }>>>
>;

export interface SynthesizedStack {
  readonly resource?: Objects;
  readonly data?: Objects;
}

export const readStack = (folder: string): SynthesizedStack =>
  JSON.parse(readFileSync(join(folder, STACK_FILE), 'utf8')) as SynthesizedStack;

export const contentsOf = ({ resource = {}, data = {} }: SynthesizedStack): Held[] => [
  ...heldIn(resource, ''),
  ...heldIn(data, 'data.'),
];

const heldIn = (objects: Objects, prefix: string): Held[] =>
  Object.entries(objects).flatMap(([type, named]) =>
    Object.values(named).map(({ provider, name }) => ({
      type: `${prefix}${type}`,
      account: /\.account_(\d{12})$/.exec(provider ?? '')?.[1],
      name,
    })),
  );
