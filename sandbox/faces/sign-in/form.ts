/** What a page's form sent. */
import type { Context } from 'hono';

/** The fields of a URL-encoded form; none of a request without one. */
export async function readForm(context: Context): Promise<URLSearchParams> {
  const type = context.req.header('content-type') ?? '';
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type);
  return new URLSearchParams(isForm ? await context.req.text() : '');
}
