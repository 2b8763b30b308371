/** A review as text: whom a plan reaches, for the top of it, and what is blocked, for its end. */
import { renderPlace } from '../../model/problem.js';
import { describe } from '../drift/render.js';
import type { Blocked } from './blocked.js';
import type { ChangedMembers } from './changed-members.js';
import type { ChangedPermissionSet } from './changed-permission-sets.js';
import type { ChangedSetting } from './changed-setting.js';
import type { PlannedGrant } from './planned-grants.js';
import { countAccounts, countGrants, listSome, renderGrantLines, renderPrincipal } from './render-grants.js';
import type { Review } from './review.js';

/** Of what is gained or taken over, as many lines are told; --json has every grant. What is lost is told whole. */
const GAINED_LINES = 40;

const PROVISIONING_CHANGED =
  'Provisioning signs in to AWS anew: its endpoint, its token or its settings change. Nothing here can tell whether AWS takes\nthem. With a wrong one nobody new reaches AWS, and whoever leaves a group keeps their access: look in Entra, under the\napplication’s Provisioning, that the next cycle succeeds, and only then delete a former token in AWS.';

export function renderReview({ access, comesWith, changed, members, provisioning, signIn }: Review): string {
  const sections = [
    renderGrants('Lost', access.lost),
    renderGrants('Lost and gained again', access.replaced),
    renderGrants('Gained', access.gained, GAINED_LINES),
    renderGrants('Taken over as they are', access.takenOver, GAINED_LINES),
    renderList(
      'Comes with what is taken over, and not in the config',
      cut(comesWith.map(describe), GAINED_LINES),
      `${comesWith.length}`,
    ),
    renderList('Permission sets changed', changed.map(renderChanged)),
    renderList('Members changed', members.map(renderMembers)),
    renderList('Sign-in and sessions changed', signIn.map(renderSetting)),
    provisioning ? PROVISIONING_CHANGED : undefined,
  ].filter((section) => section !== undefined);
  return sections.length === 0 ? 'Nobody’s access changes.' : sections.join('\n\n');
}

export function renderBlocked(blocked: readonly Blocked[]): string {
  const items = blocked.map(({ name, location, message }) => {
    const place = location === undefined ? '' : `${renderPlace(location)} `;
    return `  ${place}${name}: ${message}`;
  });
  return [`Blocked, ${blocked.length}: this plan is not to be applied as it is.`, ...items].join('\n');
}

function renderGrants(title: string, grants: readonly PlannedGrant[], most = Infinity): string | undefined {
  return renderList(title, cut(renderGrantLines(grants), most), countGrants(grants.length));
}

function cut(lines: readonly string[], most: number): readonly string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `and ${more} more lines; --json has every one`] : lines;
}

function renderList(title: string, lines: readonly string[], count = `${lines.length}`): string | undefined {
  if (lines.length === 0) return undefined;
  return [`${title}, ${count}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function renderChanged({ permissionSet, location, changes, reaches }: ChangedPermissionSet): string {
  const { principals, accounts } = reaches;
  const whom =
    principals.length === 0
      ? 'nobody'
      : `${listSome(principals.map(renderPrincipal))} in ${countAccounts(accounts)}`;
  return `${permissionSet}: ${changes.join(', ')}. Reaches ${whom} (${renderPlace(location)})`;
}

function renderMembers({ group, location, added, removed, rule }: ChangedMembers): string {
  const count = (names: readonly string[], what: string) =>
    names.length === 0 ? [] : [`${names.length} ${what} (${listSome(names)})`];
  return `group ${group}: ${[...count(added, 'added'), ...count(removed, 'removed'), ...renderRule(rule)].join(', ')} (${renderPlace(location)})`;
}

const renderSetting = ({ location, message }: ChangedSetting): string =>
  location === undefined ? message : `${message} (${renderPlace(location)})`;

/** Who that reaches, Entra alone knows. */
const renderRule = (rule: ChangedMembers['rule']): string[] =>
  rule === undefined ? [] : [`rule ${rule.from} becomes ${rule.to}`];
