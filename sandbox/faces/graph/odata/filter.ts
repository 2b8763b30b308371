/** `$filter`, as far as it is modelled: `property eq value`, `property in ('a','b')` and `list/any(x:x eq value)`, joined by `and`. */
import { badRequest } from '../../../world/entra/graph-error.js';

type Value = string | boolean | number | null;

/** Wanted values by property. */
export type Where = Readonly<Record<string, Value>>;

const VALUE = String.raw`(?:'(?:[^']|'')*'|true|false|null|-?\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})`;
const EQUAL = new RegExp(String.raw`^\s*(\w+)\s+eq\s+(${VALUE})\s*`, 'i');
const AMONG = new RegExp(String.raw`^\s*(\w+)\s+in\s*\(\s*(${VALUE}(?:\s*,\s*${VALUE})*)\s*\)\s*`, 'i');
const ANY = new RegExp(String.raw`^\s*(\w+)/any\(\s*(\w+)\s*:\s*\2\s+eq\s+(${VALUE})\s*\)\s*`, 'i');
/** What is asked with `any`, and nothing else is. */
const LISTS = ['identifierUris', 'replyUrls', 'servicePrincipalNames', 'tags'];
const AND = /^and\s+/i;
/** Graph's limit of values for `in`. */
const MAX_VALUES = 15;

/** What may hold instead of another: one, but for `in`. @throws GraphError for a filter that isn't modelled. */
export function parseFilter(filter: string): Where[] {
  const ofList = ANY.exec(filter);
  const clause = ofList ?? EQUAL.exec(filter) ?? AMONG.exec(filter);
  if (!clause) throw unsupported(filter);
  const [matched, property = ''] = clause;
  if (LISTS.includes(property) !== (ofList !== null)) throw wrongOperand(property);
  const listed = clause.at(-1) ?? '';
  const values = [...listed.matchAll(new RegExp(VALUE, 'gi'))].map(([literal]) => valueOf(literal));
  if (values.length > MAX_VALUES) throw tooMany(values.length);
  const rest = filter.slice(matched.length);
  if (rest === '') return values.map((value) => ({ [property]: value }));
  const and = AND.exec(rest);
  if (!and) throw unsupported(filter);
  const others = parseFilter(rest.slice(and[0].length));
  return values.flatMap((value) => others.map((where) => ({ [property]: value, ...where })));
}

function valueOf(literal: string): Value {
  if (literal.startsWith("'")) return literal.slice(1, -1).replaceAll("''", "'");
  switch (literal.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    default:
      return literal.includes('-', 1) ? literal : Number(literal);
  }
}

const unsupported = (filter: string) =>
  badRequest(
    `Invalid filter clause: ${filter}. (The sandbox models eq, in, any and and.)`,
    'Request_UnsupportedQuery',
  );

/** Graph's own words are for lists that are compared with `eq`. */
const wrongOperand = (property: string) =>
  LISTS.includes(property)
    ? badRequest(
        "A binary operator with incompatible types was detected. Found operand types 'Collection(Edm.String)' and 'Edm.String' for operator kind 'Equal'.",
        'BadRequest',
      )
    : badRequest(`Any/All may only be used following a collection, and '${property}' is none.`, 'BadRequest');

const tooMany = (values: number) =>
  badRequest(
    `Too many child clauses specified in search filter expression containing 'OR' operators: ${values}. Max allowed: ${MAX_VALUES}.`,
    'Request_UnsupportedQuery',
  );
