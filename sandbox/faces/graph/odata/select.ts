/** `$select`: which properties of an object a request asks for. */
import { badRequest } from '../../../world/entra/graph-error.js';
import { UNSET } from './unset.js';

type Properties = Readonly<Record<string, unknown>>;

/** @param context The list that the object is of. @throws GraphError for a property that its objects don't have. */
export function selected(object: object, select: readonly string[] | undefined, context: string): Properties {
  const all = { ...UNSET[context], ...object } as Properties;
  if (select === undefined) return object as Properties;
  const annotations = Object.keys(all).filter((name) => name.startsWith('@odata.'));
  const missing = select.find((name) => !(name in all));
  if (missing !== undefined && context !== OF_SEVERAL_TYPES)
    throw badRequest(
      `Could not find a property named '${missing}' in '${context}'. (The sandbox may not model it.)`,
      'BadRequest',
    );
  return Object.fromEntries([...annotations, ...select].map((name) => [name, all[name]]));
}

/** Where each object has what its type has of the properties. */
const OF_SEVERAL_TYPES = 'directoryObjects';
