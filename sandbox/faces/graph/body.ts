/** What a request carries, before the tenant judges it. */
import { badRequest } from '../../world/entra/graph-error.js';

export type Body = Readonly<Record<string, unknown>>;

const ANNOTATION = /@odata\.(type|context)$/;

/** @throws GraphError where it is not the JSON of an object. */
export function parseBody(content: string): Body {
  if (content === '') return {};
  const body = withoutAnnotations(parseJson(content));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw unreadable();
  return body as Body;
}

/** @throws GraphError, as Graph says it, where the text is missing. */
export function text(body: Body, property: string, resource: string): string {
  const value = body[property];
  if (typeof value !== 'string' || value === '')
    throw badRequest(`A value is required for property '${property}' of resource '${resource}'.`);
  return value;
}

/** The id at the end of the address that a reference names: `{"@odata.id": "https://…/directoryObjects/<id>"}`. */
export const referenced = (body: Body): string => lastSegment(text(body, '@odata.id', 'reference'));

/** The ids of objects that a new one is bound to: `"owners@odata.bind": ["https://…/users/<id>"]`. */
export function bound(body: Body, property: string): string[] {
  const addresses = body[`${property}@odata.bind`] ?? [];
  if (!Array.isArray(addresses) || !addresses.every((address) => typeof address === 'string'))
    throw unreadable();
  return addresses.map(lastSegment);
}

/** The properties of a new object itself, without those that bind it to others. Its id is never taken from a caller. */
export const properties = (body: Body): Body => changes(body, undefined);

/** The same of an object that stands: its own id may be among them. */
export function changes({ id, ...body }: Body, own: string | undefined): Body {
  if (id !== undefined && id !== null && id !== own)
    throw badRequest("Property 'id' is read-only and cannot be set.");
  return Object.fromEntries(Object.entries(body).filter(([name]) => !name.endsWith('@odata.bind')));
}

const lastSegment = (address: string): string =>
  decodeURIComponent(/[^/]*$/.exec(address.replace(/\/+$/, ''))?.[0] ?? '');

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw unreadable();
  }
}

const unreadable = () =>
  badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    'BadRequest',
  );

/** Names of types say nothing that the path doesn't say. */
function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !ANNOTATION.test(name));
  return Object.fromEntries(entries.map(([name, part]) => [name, withoutAnnotations(part)]));
}
