/** The inputs that Terraform files give a module: in its block, or in `.tfvars` files as variables of the same names. */
import type { SourceMap, SourceNode } from '../../../model/source/node.js';
import { UserError } from '../../user-error.js';
import { type HclFile, namedBlocks } from './hcl.js';
import type { HclValues } from './hcl-values.js';

/** What Terraform itself reads in a module's block; `count` and `for_each` make more or fewer of it, so they are told. */
const META = ['source', 'version', 'providers', 'depends_on'];

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
  }: { readonly source: RegExp; readonly known: readonly string[]; readonly tool: string },
): Promise<Inputs[]> {
  const modules = namedBlocks(files, 'module').filter(([, body]) => source.test(sourceOf(body)));
  if (modules.length > 0) return Promise.all(modules.map(([, body]) => inputsOf(body, values)));
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

async function inputsOf({ entries }: SourceMap, values: HclValues): Promise<Inputs> {
  const own = [...entries].filter(([name]) => !META.includes(name));
  return new Map(
    await Promise.all(own.map(async ([name, node]) => [name, await values.resolve(node)] as const)),
  );
}
