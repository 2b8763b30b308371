/** The query options of a request. */
import { badRequest, notModelled } from '../../../world/entra/graph-error.js';
import { parseFilter, type Where } from './filter.js';

export interface Query {
  /** Undefined where there is no `$filter`. */
  readonly filter: readonly Where[] | undefined;
  /** Undefined where there is no `$select`. */
  readonly select: readonly string[] | undefined;
  readonly top: number | undefined;
  /** Whether `$count=true` counts: without `ConsistencyLevel: eventual` Graph leaves the count out. */
  readonly count: boolean;
  /** How many the pages before this one had. */
  readonly skip: number;
}

const MODELLED = ['$count', '$filter', '$select', '$skiptoken', '$top'];
const MAX_TOP = 999;

/** @throws GraphError for options that aren't modelled, and values that Graph doesn't take. */
export function parseQuery(parameters: URLSearchParams, headers: Headers): Query {
  const other = [...parameters.keys()].find((name) => !MODELLED.includes(name.toLowerCase()));
  if (other !== undefined) throw notModelled(`the query option '${other}'`);
  const option = (name: string) =>
    [...parameters].find(([given]) => given.toLowerCase() === name)?.[1] || undefined;
  const filter = option('$filter');
  return {
    filter: filter === undefined ? undefined : parseFilter(filter),
    select: option('$select')?.split(','),
    top: topOf(option('$top')),
    count: option('$count') === 'true' && headers.get('consistencylevel')?.toLowerCase() === 'eventual',
    skip: skipOf(option('$skiptoken')),
  };
}

export const skipToken = (skip: number): string => Buffer.from(`skip=${skip}`).toString('base64url');

function topOf(top: string | undefined): number | undefined {
  if (top === undefined) return undefined;
  const size = Number(top);
  if (!Number.isInteger(size) || size < 1 || size > MAX_TOP)
    throw badRequest(
      `Invalid page size specified: '${top}'. Must be between 1 and ${MAX_TOP} inclusive.`,
      'Request_UnsupportedQuery',
    );
  return size;
}

function skipOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const skip = /^skip=(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (skip === undefined)
    throw badRequest('The specified skip token is invalid.', 'Directory_ExpiredPageToken');
  return Number(skip);
}
