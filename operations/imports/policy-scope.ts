/** What else than an application a conditional access policy is for, as Microsoft Graph has it. Pure. */
import { listAll } from '../../model/text.js';
import { applicationsBeyond, part, texts } from '../adopt/describe/policy-applications.js';

/**
 * The end of “it …”; undefined where the policy is for the application alone, by every client app.
 *
 * @param appId Undefined where there is no such application.
 */
export function scopeBeyond(
  policy: { readonly conditions?: unknown },
  appId: string | undefined,
): string | undefined {
  const beyond = applicationsBeyond(policy, appId);
  if (beyond !== undefined) return beyond;
  const types = texts(part(policy.conditions)['clientAppTypes']);
  return types.length === 1 && types[0] === 'all'
    ? undefined
    : `is for some client apps only (${listAll(types)})`;
}
