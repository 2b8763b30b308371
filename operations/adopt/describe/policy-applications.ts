/** Which applications a conditional access policy is for, as Microsoft Graph has it. Pure. */
import { keysThatSay, without } from './says-nothing.js';

/** A part of Graph's object, or nothing of one. */
export type Part = Readonly<Record<string, unknown>>;

export const part = (value: unknown): Part => Object(value) as Part;
export const texts = (value: unknown): readonly string[] => (value ?? []) as readonly string[];

export const applicationsOf = ({ conditions }: { readonly conditions?: unknown }): Part =>
  part(part(conditions)['applications']);

/**
 * The end of “it …”; undefined where the policy is for the application alone.
 *
 * @param appId Undefined where there is no such application.
 */
export function applicationsBeyond(
  policy: { readonly conditions?: unknown },
  appId: string | undefined,
): string | undefined {
  const applications = applicationsOf(policy);
  const included = texts(applications['includeApplications']);
  if (included.includes('All')) return 'is about all applications';
  if (appId === undefined || !included.includes(appId)) return 'isn’t about this application';
  if (included.length > 1) return 'is about other applications too';
  const narrowed = keysThatSay(without(applications, 'includeApplications'));
  return narrowed.length === 0 ? undefined : `narrows its applications further (${narrowed.join(', ')})`;
}
