import { AwsError } from './aws-error.js';

/** How every list operation is asked for one page. */
export interface PageInput {
  /** 1 to 100. Default 100. */
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly NextToken?: string;
}

/** One page of a list. Throws ValidationException for a token that no page gave (AWS's own words for it aren't known). */
export function page<Item>(items: Iterable<Item>, input: PageInput): Page<Item> {
  const all = [...items];
  const size = Math.min(Math.max(input.MaxResults ?? 100, 1), 100);
  const start = input.NextToken === undefined ? 0 : offsetOf(input.NextToken);
  const end = start + size;
  return { items: all.slice(start, end), ...(end < all.length ? { NextToken: tokenAt(end) } : {}) };
}

const tokenAt = (offset: number): string => Buffer.from(`offset:${offset}`).toString('base64');

function offsetOf(token: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (offset === undefined) throw new AwsError('ValidationException', 'The NextToken is not valid.');
  return Number(offset);
}
