/** Lists as IAM pages them. */
import { page } from '../page.js';

export interface MarkerInput {
  /** 1 to 100, where IAM allows 1,000. Default 100. */
  readonly MaxItems?: number;
  readonly Marker?: string;
}

export interface MarkerPage<Item> {
  readonly items: readonly Item[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

export function markerPage<Item>(all: Iterable<Item>, { MaxItems, Marker }: MarkerInput): MarkerPage<Item> {
  const { items, NextToken } = page(all, {
    ...(MaxItems === undefined ? {} : { MaxResults: MaxItems }),
    ...(Marker === undefined ? {} : { NextToken: Marker }),
  });
  return { items, IsTruncated: NextToken !== undefined, ...(NextToken ? { Marker: NextToken } : {}) };
}
