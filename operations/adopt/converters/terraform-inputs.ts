/** The inputs that Terraform files give a module: in its block, or in `.tfvars` files as variables of the same names. */
import type { SourceMap, SourceNode } from '../../../model/source/node.js';
import { UserError } from '../../user-error.js';
import { type HclFile, namedBlocks } from './hcl.js';
import type { HclValues } from './hcl-values.js';
import type { Reader } from './reader.js';

/** What Terraform itself reads in a module's block. */
const META = ['source', 'version', 'providers', 'depends_on', 'count', 'for_each'];

/** Of one module's block, or of the `.tfvars` files; with expressions resolved. */
export type Inputs = ReadonlyMap<string, SourceNode>;

/**
 * The inputs of every block whose source matches; without one, those variables of `.tfvars` files that are among
 * the known. Throws a UserError where there is neither.
 */
export async function readModuleInputs(
  files: readonly HclFile[],
  values: HclValues,
  {
    source,
    known,
    tool,
    reader,
  }: {
    readonly source: RegExp;
    readonly known: readonly string[];
    readonly tool: string;
    readonly reader: Reader;
  },
): Promise<Inputs[]> {
  const modules = namedBlocks(files, 'module').filter(([, body]) => source.test(sourceOf(body)));
  if (modules.length > 0) {
    const all = await Promise.all(modules.map(([, body]) => inputsOf(body, values, reader)));
    return all.filter((inputs) => inputs !== undefined);
  }
  const given = [...values.given].filter(([name]) => known.includes(name));
  if (given.length === 0)
    throw new UserError(
      `None of these files has inputs of ${tool}: neither a module block with its source, nor a .tfvars file with ${known.join(', ')}.`,
    );
  const resolved = given.map(async ([name, node]) => [name, await values.resolve(node)] as const);
  return [new Map(await Promise.all(resolved))];
}

const sourceOf = ({ entries }: SourceMap): string => {
  const source = entries.get('source');
  return source?.kind === 'scalar' ? source.text : '';
};

/** Undefined for a block that may stand for none, or for several: only `count = 1` is known to be one. */
async function inputsOf(
  { entries }: SourceMap,
  values: HclValues,
  reader: Reader,
): Promise<Inputs | undefined> {
  for (const key of ['count', 'for_each']) {
    const node = entries.get(key);
    if (node === undefined || (key === 'count' && reader.text(await values.resolve(node)) === '1')) continue;
    reader.note(
      node,
      `How many of this module there are by its ${key}, and of what, is not known: nothing is made of the whole block.`,
    );
    return undefined;
  }
  const own = [...entries].filter(([name]) => !META.includes(name));
  return new Map(
    await Promise.all(own.map(async ([name, node]) => [name, await values.resolve(node)] as const)),
  );
}
