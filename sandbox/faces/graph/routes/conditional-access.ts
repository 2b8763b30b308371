/** `/identity/conditionalAccess`, and authentication strengths. */
import type { ConditionalAccessPolicy } from '../../../world/entra/conditional-access/objects.js';
import { AUTHENTICATION_STRENGTHS } from '../../../world/entra/conditional-access/policies.js';
import { notFound } from '../../../world/entra/graph-error.js';
import { changes, properties } from '../body.js';
import { listed, whole } from '../odata/list.js';
import { created, found, get, NO_CONTENT, patch, post, remove, type Operation } from '../operation.js';

const CONTEXT = 'identity/conditionalAccess/policies';
const POLICIES = '/identity/conditionalAccess/policies';
const STRENGTHS_CONTEXT = 'policies/authenticationStrengthPolicies';
/** v1.0 knows the same policies under two addresses. */
const STRENGTHS = [
  '/policies/authenticationStrengthPolicies',
  '/identity/conditionalAccess/authenticationStrength/policies',
];

export const conditionalAccess: readonly Operation[] = [
  get(POLICIES, (call) =>
    listed<ConditionalAccessPolicy>(call, CONTEXT, (where) =>
      call.entra.conditionalAccessPolicies.list(where),
    ),
  ),
  post(POLICIES, ({ entra, body }) =>
    created(CONTEXT, entra.conditionalAccessPolicies.create(properties(body))),
  ),
  get(`${POLICIES}/{id}`, ({ entra, id }) => found(CONTEXT, entra.conditionalAccessPolicies.get(id('id')))),
  patch(`${POLICIES}/{id}`, ({ entra, id, body }) => {
    entra.conditionalAccessPolicies.update(id('id'), changes(body, id('id')));
    return NO_CONTENT;
  }),
  remove(`${POLICIES}/{id}`, ({ entra, id }) => {
    entra.conditionalAccessPolicies.delete(id('id'));
    return NO_CONTENT;
  }),

  // The tenant has none, and none can be made.
  get('/identity/conditionalAccess/namedLocations', (call) =>
    whole(call, 'identity/conditionalAccess/namedLocations', []),
  ),
  ...STRENGTHS.flatMap((path) => [
    get(path, (call) => whole(call, STRENGTHS_CONTEXT, [...AUTHENTICATION_STRENGTHS.keys()].map(strength))),
    get(`${path}/{id}`, ({ id }) => found(STRENGTHS_CONTEXT, strength(id('id')))),
  ]),
];

function strength(id: string): object {
  const displayName = AUTHENTICATION_STRENGTHS.get(id);
  if (displayName === undefined) throw notFound(id);
  return { id, displayName, policyType: 'builtIn', requirementsSatisfied: 'mfa' };
}
