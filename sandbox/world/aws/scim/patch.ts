import { z } from 'zod';
import { invalid } from './messages.js';
import { parseBody } from './resource.js';

/** One operation of a PATCH. Its verb may be written in any case. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  /** Absent where the value is an object of attributes. */
  readonly path?: string;
  readonly value?: unknown;
}

const patchBody = z.object({
  schemas: z.array(z.literal('urn:ietf:params:scim:api:messages:2.0:PatchOp')).length(1),
  Operations: z
    .array(
      z.object({
        op: z
          .string('must be add, replace or remove')
          .toLowerCase()
          .pipe(z.enum(['add', 'replace', 'remove'], 'must be add, replace or remove')),
        path: z.string().min(1).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1, 'must have an operation'),
});

/** Throws 400 for what is no PATCH, a `remove` without path, and an `add` or `replace` without value. */
export function parsePatch(body: unknown): readonly PatchOperation[] {
  const { Operations } = parseBody(patchBody, body);
  for (const { op, path, value } of Operations) {
    if (op === 'remove' && path === undefined) throw invalid('remove: needs a path');
    if (op !== 'remove' && (value === undefined || value === null)) throw invalid(`${op}: needs a value`);
  }
  return Operations.map(({ op, path, value }) => ({ op, value, ...(path === undefined ? {} : { path }) }));
}

/** Such as `emails[type eq "work"].value`, before which a schema may stand. */
const pathSyntax =
  /^(?:(?<schema>urn:[\w:.]+:User):)?(?<attribute>\w+)(?:\[(?<key>\w+) eq "(?<wanted>[^"]*)"\])?(?:\.(?<sub>\w+))?$/;

type Json = Record<string, unknown>;

/** The attributes after the operation. Whether they are what they may be isn't looked at. */
export function applyPatch(attributes: object, { op, path, value }: PatchOperation): Json {
  const patched = structuredClone(attributes) as Json;
  if (path === undefined) return { ...patched, ...(value as Json) };
  const { schema, attribute = '', key, wanted, sub } = pathSyntax.exec(path)?.groups ?? {};
  if (attribute === '') throw invalid(`path: AWS takes no ${path}`);
  const parent = schema === undefined ? patched : child(patched, schema);
  if (key !== undefined && wanted !== undefined) {
    parent[attribute] = patchElement(parent[attribute], { key, wanted, sub, op, value });
  } else {
    const target = sub === undefined ? parent : child(parent, attribute);
    const name = sub ?? attribute;
    if (op === 'remove') Reflect.deleteProperty(target, name);
    else target[name] = value;
  }
  return withoutEmpty(patched);
}

interface ElementChange extends Pick<PatchOperation, 'op' | 'value'> {
  readonly key: string;
  readonly wanted: string;
  readonly sub: string | undefined;
}

/** Changes the one element of a list that the path's filter names. One that isn't there is added, as primary. */
function patchElement(list: unknown, { key, wanted, sub, op, value }: ElementChange): Json[] {
  const elements = Array.isArray(list) ? (list as Json[]) : [];
  const others = elements.filter((element) => element[key] !== wanted);
  const found = elements.find((element) => element[key] === wanted) ?? { [key]: wanted, primary: true };
  if (op !== 'remove')
    return [...others, { ...found, ...(sub === undefined ? (value as Json) : { [sub]: value }) }];
  if (sub === undefined || sub === 'value') return others;
  return [...others, Object.fromEntries(Object.entries(found).filter(([name]) => name !== sub))];
}

/** The object under a name, made where there is none. */
function child(parent: Json, name: string): Json {
  const standing = parent[name];
  if (typeof standing === 'object' && standing !== null) return standing as Json;
  const made: Json = {};
  parent[name] = made;
  return made;
}

const withoutEmpty = (attributes: Json): Json =>
  Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
