/** `/organization`. */
import { whole } from '../odata/list.js';
import { get, type Operation } from '../operation.js';

export const organization: readonly Operation[] = [
  get('/organization', (call) => whole(call, 'organization', [call.entra.organization])),
];
