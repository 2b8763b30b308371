import type { State } from '../state.js';

/** One request to an operation of the endpoint. */
export interface Call {
  readonly state: State;
  /** The id in the path; empty where the path has none. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}
