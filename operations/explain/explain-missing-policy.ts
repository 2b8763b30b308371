/** A customer managed policy that an account lacks: AWS refuses to provision the permission set there. */
import type { Environment } from '../../model/environment.js';
import type { Diagnostic } from '../terraform-message.js';
import { accountHandle, type Subject } from './describe-address.js';

const handleOf = ({ kind, parts: [first = '', second = ''] }: Pick<Subject, 'kind' | 'parts'>): string =>
  kind === 'access' || kind === 'access-user' ? second : first;

/** The same words for every group and user with this permission set in this account. Undefined for whatever else fails. */
export function explainMissingPolicy(
  { summary, detail }: Pick<Diagnostic, 'summary' | 'detail'>,
  subject: Pick<Subject, 'kind' | 'parts'> | undefined,
  environment: Environment | undefined,
): string | undefined {
  // Terraform breaks long lines.
  const said = `${summary} ${detail}`.replace(/\s+/g, ' ');
  const [, id, policy] = /Not supported policy arn:[\w-]+:iam::(\d{12}):policy\/(\S*[^\s.])/.exec(said) ?? [];
  if (id === undefined || policy === undefined) return undefined;
  const handle = subject && handleOf(subject);
  const permissionSet =
    handle === undefined
      ? 'its permission set'
      : (environment?.config.permissionSets[handle]?.name ?? handle);
  const account = accountHandle(id, environment) ?? id;
  const named = policy.includes('/') ? `/${policy}` : policy;
  return `The account ${account} has no customer managed policy ${named}, which ${permissionSet} needs: make it there, or leave the account out.`;
}
