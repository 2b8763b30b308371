/** References between objects, such as `/groups/{id}/members` with `$ref`. */
import type { EntraTenant } from '../../../world/entra/tenant.js';
import type { Principal } from '../../../world/entra/objects.js';
import { referenced } from '../body.js';
import { whole } from '../odata/list.js';
import { get, NO_CONTENT, post, remove, type Operation } from '../operation.js';
import { principalObject } from './directory-objects.js';

interface References {
  list(holder: string): readonly Principal[];
  add(holder: string, id: string): void;
  remove(holder: string, id: string): void;
}

/** @param path Such as `/groups/{id}/members`. */
export const references = (path: string, of: (entra: EntraTenant) => References): readonly Operation[] => [
  get(path, (call) =>
    whole(
      call,
      'directoryObjects',
      of(call.entra)
        .list(call.id('id'))
        .map((principal) => principalObject(call, principal)),
    ),
  ),
  post(`${path}/$ref`, ({ entra, id, body }) => {
    of(entra).add(id('id'), referenced(body));
    return NO_CONTENT;
  }),
  remove(`${path}/{reference}/$ref`, ({ entra, id }) => {
    of(entra).remove(id('id'), id('reference'));
    return NO_CONTENT;
  }),
];
