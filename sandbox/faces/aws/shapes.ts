/** What AWS's models say of inputs and outputs. */
import { NormalizedSchema } from '@smithy/core/schema';
import type { Constraint } from '../../world/aws/constraints.js';
import { clients, type Service } from './services.js';

export type Shape = NormalizedSchema;
export type Members = Readonly<Record<string, unknown>>;

export interface OperationShapes {
  readonly input: Shape;
  readonly output: Shape;
}

/** An exception that AWS's model of the service names. */
export interface ExceptionShape {
  readonly code: string;
  readonly status: number;
  readonly members: readonly string[];
}

interface ExceptionTraits {
  readonly awsQueryError?: readonly [code: string, status: number];
  readonly httpError?: number;
}

/** The tags of the models' schemas (`@smithy/types`, static schemas). */
const OPERATION = 9;
const EXCEPTION = -3;
/** Where a structure's schema says how many of its members, the first ones, are required. */
const REQUIRED = 6;

/** Throws where AWS has no such operation: what the world models is AWS's. */
export function shapesOf({ api, name }: Service, operation: string): OperationShapes {
  const schema: unknown = Object.entries(clients[api]).find(([key]) => key === `${operation}$`)?.[1];
  if (!isSchema(schema, OPERATION)) throw new Error(`AWS's model of ${name} has no operation ${operation}.`);
  return { input: NormalizedSchema.of(schema[4] as Shape), output: NormalizedSchema.of(schema[5] as Shape) };
}

/** The service's exceptions by the code that the wire has. */
export function exceptionsOf({ api }: Service): ReadonlyMap<string, ExceptionShape> {
  const exceptions = Object.values<unknown>(clients[api])
    .filter((value) => isSchema(value, EXCEPTION))
    .map((schema): ExceptionShape => {
      const shape = NormalizedSchema.of(schema as unknown as Shape);
      const { awsQueryError, httpError } = shape.getMergedTraits() as ExceptionTraits;
      return {
        code: awsQueryError?.[0] ?? shape.getName() ?? '',
        status: Number(awsQueryError?.[1] ?? httpError ?? 400),
        members: [...membersOf(shape).keys()],
      };
    });
  return new Map(exceptions.map((exception) => [exception.code, exception]));
}

/** None for what has no input or output. */
export const membersOf = (shape: Shape): ReadonlyMap<string, Shape> =>
  new Map(shape.isStructSchema() ? shape.structIterator() : []);

/** The members that a structure has to have, in itself and in what it holds, as constraints that aren't met. */
export function missing(shape: Shape, value: unknown, path = ''): Constraint[] {
  if (shape.isListSchema() && Array.isArray(value)) {
    return value.flatMap((each, index) =>
      missing(shape.getValueSchema(), each, `${path}.${index + 1}.member`),
    );
  }
  if (!shape.isStructSchema() || !isMembers(value)) return [];
  const required = requiredOf(shape);
  return [...membersOf(shape)].flatMap(([name, member]): Constraint[] => {
    const at = [path, name.charAt(0).toLowerCase() + name.slice(1)].filter(Boolean).join('.');
    if (value[name] !== undefined) return missing(member, value[name], at);
    return required.includes(name) ? [{ member: at, value: undefined, required: true }] : [];
  });
}

export function requiredOf(shape: Shape): string[] {
  const schema: unknown = shape.getSchema();
  const count = Array.isArray(schema) ? Number(schema[REQUIRED] ?? 0) : 0;
  return [...membersOf(shape).keys()].slice(0, count);
}

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSchema = (value: unknown, tag: number): value is readonly unknown[] =>
  Array.isArray(value) && value[0] === tag;
