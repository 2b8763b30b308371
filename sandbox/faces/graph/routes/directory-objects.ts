/** `/directoryObjects`: users, groups, service principals and applications, whichever has the id. */
import { badRequest, GraphError, notFound } from '../../../world/entra/graph-error.js';
import type { Principal } from '../../../world/entra/objects.js';
import { found, get, post, type Call, type Operation } from '../operation.js';
import { servicePrincipalObject } from './service-principal-object.js';
import { userObject } from './users.js';

/** Graph's limit of ids in one request. */
const MAX_IDS = 1000;

/** How to find an object, by the name of its type in Graph. */
const TYPES: Readonly<Record<string, (call: Call, id: string) => object>> = {
  user: (call, id) => userObject(call.entra.users.get(id), call),
  group: ({ entra }, id) => entra.groups.get(id),
  servicePrincipal: (call, id) => servicePrincipalObject(call.entra.servicePrincipals.get(id), call),
  application: ({ entra }, id) => entra.applications.get(id),
};

export const directoryObjects: readonly Operation[] = [
  get('/directoryObjects/{id}', (call) => {
    const [object] = withId(call, call.id('id'), Object.keys(TYPES));
    if (!object) throw notFound(call.id('id'));
    return found('directoryObjects', object);
  }),
  post('/directoryObjects/getByIds', (call) => {
    const { ids, types = ['directoryObject'] } = call.body;
    if (!isTexts(ids) || !isTexts(types) || ids.length > MAX_IDS)
      throw badRequest(
        `One or more parameters of the function import 'getByIds' are missing from the request payload, or have invalid values.`,
      );
    const wanted = types.includes('directoryObject') ? Object.keys(TYPES) : types;
    const list = ids.flatMap((id) => withId(call, id, wanted));
    return { status: 200, context: 'directoryObjects', list };
  }),
];

/** What a reference leads to, with its type. */
export function principalObject(call: Call, { id, type }: Principal): object {
  const [object] = withId(call, id, [type.charAt(0).toLowerCase() + type.slice(1)]);
  return object ?? { id };
}

/** One or none. */
function withId(call: Call, id: string, types: readonly string[]): object[] {
  return types.flatMap((type) => {
    try {
      const object = TYPES[type]?.(call, id);
      return object ? [{ '@odata.type': `#microsoft.graph.${type}`, ...object }] : [];
    } catch (error) {
      if (error instanceof GraphError && error.status === 404) return [];
      throw error;
    }
  });
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
