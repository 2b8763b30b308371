/** Lists of objects, and which of them a request asks for. */
import { notModelled } from '../../../world/entra/graph-error.js';
import type { Answer, Call } from '../operation.js';

/** What the tenant finds for each alternative of the filter, each object once, as `show` gives it out. */
export function listed<T extends { readonly id: string }>(
  { query: { filter = [{}] } }: Call,
  context: string,
  list: (where: Partial<T>) => readonly T[],
  show: (object: T) => object = (object) => object,
): Answer {
  const objects = new Map(
    filter.flatMap((where) => list(where as Partial<T>)).map((object) => [object.id, object]),
  );
  return { status: 200, context, list: [...objects.values()].map(show) };
}

/** For what the tenant lists as a whole. @throws GraphError where a filter is asked for. */
export function whole({ query }: Call, context: string, list: readonly object[]): Answer {
  if (query.filter !== undefined) throw notModelled(`$filter on ${context}`);
  return { status: 200, context, list };
}
