/** What HCP Terraform takes for the settings of a cloud backend. Source: HashiCorp, "Workspace naming" and the Organizations API. */
import type { StateConfig } from '../config.js';
import { error, type Location, type Problem } from '../problem.js';
import { quote } from '../text.js';

type Cloud = NonNullable<StateConfig['cloud']>;

const NAME = /^[A-Za-z0-9_-]+$/;
const ALLOWED = 'Allowed: letters, digits, hyphens and underscores.';
/** A name of labels, and perhaps a port (RFC 1123). */
const HOST =
  /^(?=.{1,253}(?::|$))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:\d{1,5})?$/i;

export function findForeignCloud(
  { organization, workspace, hostname }: Cloud,
  at: (key: string) => Location,
): Problem[] {
  const problems: Problem[] = [];
  if (!NAME.test(organization))
    problems.push(
      error(at('organization'), `${quote(organization)} is not the name of an organization.`, ALLOWED),
    );
  if (!NAME.test(workspace))
    problems.push(error(at('workspace'), `${quote(workspace)} is not the name of a workspace.`, ALLOWED));
  if (hostname !== undefined && !HOST.test(hostname)) {
    problems.push(
      error(
        at('hostname'),
        `${quote(hostname)} is not the name of a host.`,
        'Write it without https:// and without a path, for example tfe.acme.example.',
      ),
    );
  }
  return problems;
}
