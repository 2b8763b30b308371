/** `/policies/claimsMappingPolicies`, and which one a service principal has. */
import type { ClaimsMappingPolicy } from '../../../world/entra/objects.js';
import { changes, properties, referenced } from '../body.js';
import { listed, whole } from '../odata/list.js';
import { created, found, get, NO_CONTENT, patch, post, remove, type Operation } from '../operation.js';
import { principalObject } from './directory-objects.js';

const CONTEXT = 'policies/claimsMappingPolicies';
const POLICIES = '/policies/claimsMappingPolicies';
const ASSIGNED = '/servicePrincipals/{id}/claimsMappingPolicies';

export const claimsMappingPolicies: readonly Operation[] = [
  get(POLICIES, (call) =>
    listed<ClaimsMappingPolicy>(call, CONTEXT, (where) => call.entra.claimsMappingPolicies.list(where)),
  ),
  post(POLICIES, ({ entra, body }) => created(CONTEXT, entra.claimsMappingPolicies.create(properties(body)))),
  get(`${POLICIES}/{id}`, ({ entra, id }) => found(CONTEXT, entra.claimsMappingPolicies.get(id('id')))),
  patch(`${POLICIES}/{id}`, ({ entra, id, body }) => {
    entra.claimsMappingPolicies.update(id('id'), changes(body, id('id')));
    return NO_CONTENT;
  }),
  remove(`${POLICIES}/{id}`, ({ entra, id }) => {
    entra.claimsMappingPolicies.delete(id('id'));
    return NO_CONTENT;
  }),
  get(`${POLICIES}/{id}/appliesTo`, (call) =>
    whole(
      call,
      'directoryObjects',
      call.entra.claimsMappingPolicies
        .listAppliesTo(call.id('id'))
        .map((principal) => principalObject(call, principal)),
    ),
  ),

  get(ASSIGNED, (call) => whole(call, CONTEXT, call.entra.claimsMappingPolicies.assigned(call.id('id')))),
  post(`${ASSIGNED}/$ref`, ({ entra, id, body }) => {
    entra.claimsMappingPolicies.assign(id('id'), referenced(body));
    return NO_CONTENT;
  }),
  remove(`${ASSIGNED}/{policy}/$ref`, ({ entra, id }) => {
    entra.claimsMappingPolicies.unassign(id('id'), id('policy'));
    return NO_CONTENT;
  }),
];
