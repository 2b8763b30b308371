/** What users and groups have in common. */
import { z } from 'zod';
import { invalid } from './messages.js';

/** When a user or group was made and last changed. */
export interface Times {
  readonly created: Date;
  readonly modified: Date;
}

/** AWS takes `< > ; : %`, tabs, new lines and other control characters in no attribute. */
const FORBIDDEN = /[<>;:%\p{Cc}]/u;

/** An attribute's text. Lengths: Identity Store API reference. Empty text is refused: leave the attribute out. */
export const text = (most = 1_024) =>
  z
    .string('must be a text')
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`)
    .refine((value) => !FORBIDDEN.test(value), 'must have none of < > ; : %, tabs and new lines');

export const externalId = text(256);

/** What a request's body says. Throws 400 with everything that is wrong in it. */
export function parseBody<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(describe).join('; '));
}

/** The attributes in a POST or PUT, without what SCIM wraps them in. Throws 400 as `parseBody` does. */
export function parseResource<Output>(
  attributes: z.ZodType<Output>,
  schemas: readonly string[],
  body: unknown,
): Output {
  const wrapper = parseBody(z.looseObject({ schemas: z.array(z.enum(schemas)).min(1) }), body);
  const own = Object.entries(wrapper).filter(([name]) => !['schemas', 'id', 'meta'].includes(name));
  return parseBody(attributes, Object.fromEntries(own));
}

function describe({ path, message, ...issue }: z.core.$ZodIssue): string {
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return `${path.join('.') || 'body'}: ${missing ? 'is missing' : message}`;
}

export const metaOf = (resourceType: 'User' | 'Group', { created, modified }: Times) => ({
  resourceType,
  created: seconds(created),
  lastModified: seconds(modified),
});

const seconds = (date: Date): string => date.toISOString().replace(/\.\d+/, '');
