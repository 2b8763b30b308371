/** An answer as Graph writes it: with its context, the properties that are asked for, and a link to the next page. */
import type { Answer } from '../operation.js';
import { skipToken, type Query } from './query.js';
import { selected } from './select.js';

/** Graph's default for most lists. */
const PAGE = 100;

export interface Written {
  readonly status: Answer['status'];
  readonly body?: object;
}

/** @param address The request's own, for the link to the next page. */
export function render(answer: Answer, query: Query, address: URL, version: string): Written {
  if (answer.status === 204) return { status: 204 };
  const { status, context } = answer;
  const metadata = `${address.origin}/${version}/$metadata#${context}${query.select ? `(${query.select.join(',')})` : ''}`;
  if ('object' in answer) {
    const body = selected(answer.object, query.select, context);
    return { status, body: { '@odata.context': `${metadata}/$entity`, ...body } };
  }
  const end = query.skip + (query.top ?? PAGE);
  return {
    status,
    body: {
      '@odata.context': metadata,
      ...(query.count ? { '@odata.count': answer.list.length } : {}),
      ...(end < answer.list.length ? { '@odata.nextLink': nextLink(address, end) } : {}),
      value: answer.list.slice(query.skip, end).map((object) => selected(object, query.select, context)),
    },
  };
}

function nextLink(address: URL, skip: number): string {
  const next = new URL(address);
  next.searchParams.set('$skiptoken', skipToken(skip));
  return next.href;
}
