/** What a cloud doesn't let the caller do: which right is missing, and where to read what is needed. */
import { listAll } from '../../model/text.js';
import { GRAPH_PERMISSIONS } from '../permissions/graph-permissions.js';
import type { Diagnostic } from '../terraform-message.js';
import type { Subject } from './describe-address.js';

/**
 * Undefined for whatever else fails.
 *
 * @param environment Its name, where the config is at hand.
 */
export function explainDenied(
  { summary, detail }: Diagnostic,
  subject: Subject | undefined,
  environment = '<environment>',
): string | undefined {
  const said = `${summary}\n${detail}`;
  const lead =
    subject === undefined ? '' : `${subject.words.charAt(0).toUpperCase()}${subject.words.slice(1)}: `;
  const help = `federation permissions ${environment}`;
  if (/Authorization_RequestDenied|Insufficient privileges to complete the operation/.test(said))
    return explainGraph(subject, lead, help);
  const [, who, action, resource] =
    /User: (\S+) is not authorized to perform: (\S+)(?: on resource: "?([^\s"]+))?/.exec(said) ?? [];
  if (who === undefined || action === undefined) return undefined;
  if (action === 'sts:AssumeRole')
    return [
      `${lead}AWS doesn't let ${who} become the role ${resource}.`,
      `  It takes sts:AssumeRole on that role (${help} prints the policies), and the role has to trust the caller.`,
    ].join('\n');
  return [
    `${lead}AWS doesn't let ${who} do ${action}${resource === undefined ? '' : ` on ${resource}`}.`,
    `  ${wayOut(said, help)}`,
  ].join('\n');
}

/** Where something forbids it, no policy of the caller's helps. */
function wayOut(said: string, help: string): string {
  const [, forbidden] = /with an explicit deny in (an? [a-z -]{1,60}policy)/.exec(said) ?? [];
  if (forbidden !== undefined)
    return `It is forbidden by ${forbidden}: whoever keeps that has to make an exception.`;
  return `The caller's IAM policies lack it. ${help} prints those that it needs.`;
}

/** Graph doesn't say which permission it misses. */
function explainGraph(subject: Subject | undefined, lead: string, help: string): string {
  const needed = GRAPH_PERMISSIONS[`${subject?.data ? 'data.' : ''}${subject?.type}`];
  return [
    `${lead}Microsoft Graph doesn't let the caller do this.`,
    needed === undefined
      ? `  An application permission is missing, or the consent to it. ${help} lists those that are needed.`
      : `  It takes ${listAll([...needed])}, as application permissions with admin consent. ${help} lists all of them.`,
  ].join('\n');
}
