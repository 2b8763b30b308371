/** What else than an application a conditional access policy is for, as Microsoft Graph has it. Pure. */
import { listAll } from '../../model/text.js';
import { saysNothing, without } from '../adopt/describe/says-nothing.js';

type Part = Readonly<Record<string, unknown>>;

const part = (value: unknown): Part => Object(value) as Part;
const texts = (value: unknown): readonly string[] => (value ?? []) as readonly string[];

/**
 * The end of “it …”; undefined where the policy is for the application alone, by every client app.
 *
 * @param appId Undefined where there is no such application.
 */
export function scopeBeyond(
  { conditions }: { readonly conditions?: unknown },
  appId: string | undefined,
): string | undefined {
  const { applications, clientAppTypes } = part(conditions);
  const included = texts(part(applications)['includeApplications']);
  if (included.includes('All')) return 'is about all applications';
  if (appId === undefined || !included.includes(appId)) return 'isn’t about this application';
  if (included.length > 1) return 'is about other applications too';
  const narrowed = Object.entries(without(applications, 'includeApplications')).filter(
    ([key, each]) => !key.includes('@odata.') && !saysNothing(each),
  );
  if (narrowed.length > 0)
    return `narrows its applications further (${narrowed.map(([key]) => key).join(', ')})`;
  const types = texts(clientAppTypes);
  return types.length === 1 && types[0] === 'all'
    ? undefined
    : `is for some client apps only (${listAll(types)})`;
}
