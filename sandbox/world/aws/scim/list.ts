import { AwsError } from '../aws-error.js';
import { page, type PageInput } from '../page.js';
import { invalid, type Answer } from './messages.js';

const MOST = 100;

/**
 * One page of a list: 100 at most, or `count`. With `cursor`, empty for the first page, AWS answers `nextCursor` while
 * there are more. Without it nothing tells that there are (that `totalResults` doesn't is UNVERIFIED). It doesn't support
 * `startIndex`, `attributes` and `excludedAttributes`, and ignores them (UNVERIFIED).
 */
export function listAnswer(resources: readonly object[], query: URLSearchParams): Answer {
  const cursor = query.get('cursor');
  const { items, NextToken } = pageOf(resources, {
    MaxResults: countOf(query),
    ...(cursor ? { NextToken: cursor } : {}),
  });
  const body = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    itemsPerPage: items.length,
    ...(cursor === null
      ? { totalResults: items.length, startIndex: 1 }
      : NextToken === undefined
        ? {}
        : { nextCursor: NextToken }),
    Resources: items,
  };
  return { status: 200, body };
}

function countOf(query: URLSearchParams): number {
  const count = Number(query.get('count') ?? MOST);
  if (Number.isInteger(count) && count >= 1 && count <= MOST) return count;
  throw invalid(`count: must be from 1 to ${MOST}`);
}

function pageOf(resources: readonly object[], input: PageInput) {
  try {
    return page(resources, input);
  } catch (error) {
    if (error instanceof AwsError) throw invalid('cursor: no page gave it');
    throw error;
  }
}
