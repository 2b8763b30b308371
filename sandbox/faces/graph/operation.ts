/** An operation of Graph: what is asked of it, and what it answers. */
import type { EntraTenant } from '../../world/entra/tenant.js';
import type { Body } from './body.js';
import type { Query } from './odata/query.js';

export type Version = 'v1.0' | 'beta';
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface Call {
  readonly entra: EntraTenant;
  readonly version: Version;
  readonly query: Query;
  readonly body: Body;
  /** What stands in the path for `{name}`. */
  id(name: string): string;
}

export interface Operation {
  readonly method: Method;
  /** As Graph's documentation writes it: `/groups/{id}/members`. */
  readonly path: string;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** An object or a list as Graph's metadata names it: `groups` in `$metadata#groups/$entity`. */
export type Answer =
  | { readonly status: 204 }
  | { readonly status: 200 | 201; readonly context: string; readonly object: object }
  | { readonly status: 200; readonly context: string; readonly list: readonly object[] };

export const NO_CONTENT: Answer = { status: 204 };

export const found = (context: string, object: object): Answer => ({ status: 200, context, object });
export const created = (context: string, object: object): Answer => ({ status: 201, context, object });

const operation =
  (method: Method) =>
  (path: string, handle: Operation['handle']): Operation => ({ method, path, handle });

export const get = operation('GET');
export const post = operation('POST');
export const patch = operation('PATCH');
export const put = operation('PUT');
export const remove = operation('DELETE');
