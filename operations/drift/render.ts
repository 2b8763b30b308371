/** Drift in text: a paragraph for each difference. */
import { listAll, quote } from '../../model/text.js';
import { listSome } from '../guard/render-grants.js';
import { renderPlaces } from '../render-places.js';
import { renderPolicy } from './advise-policies.js';
import type { Drift } from './drift.js';
import type { Beyond, Missing, Named, NamedPrincipal, OutOfDate, Subject } from './finding.js';

export function renderDrift({ beyond, missing, outOfDate, unread, readBy, requests }: Drift): string {
  const parts = [
    ...(beyond.length === 0
      ? []
      : [`In the clouds and not in the config: ${beyond.length}`, ...beyond.map(renderBeyond)]),
    ...(missing.length === 0
      ? []
      : [
          `In the config and not in the clouds: ${missing.length}. The next apply makes it.`,
          ...missing.map(renderMissing),
        ]),
    ...(outOfDate.length === 0
      ? []
      : [
          `Out of date in accounts: ${outOfDate.length}. No plan shows it, for the permission set itself is as the state has it.`,
          ...outOfDate.map(renderOutOfDate),
        ]),
    ...(unread.length === 0
      ? []
      : [
          `Not known: ${unread.length}`,
          ...unread.map(
            ({ kind, request, needs, said }) =>
              `  ${request} ${kind === 'denied' ? `is refused to the caller, who needs ${needs}` : 'failed'}.\n    ${said}`,
          ),
        ]),
    ...(beyond.length + missing.length + outOfDate.length + unread.length === 0
      ? ['The clouds have what the config says.']
      : []),
    `${requests} requests; account assignments by ${readBy}.`,
  ];
  return parts.join('\n\n');
}

const renderBeyond = (finding: Beyond): string =>
  [
    `  ${describe(finding)}${finding.differs ? ', and the config says otherwise' : ''}.`,
    ...advice('keep', finding.keep ?? []),
    ...advice('remove', finding.remove),
  ].join('\n');

const renderMissing = (finding: Missing): string =>
  `  ${describe(finding)}: ${renderPlaces(finding.because.slice(0, 5))}`;

const renderOutOfDate = ({ permissionSet, accounts, update }: OutOfDate): string =>
  [
    `  ${renderNamed(permissionSet)} is out of date in ${listSome(accounts.map(renderNamed))}: ${accounts.length === 1 ? 'it has' : 'they have'} an older version of it.`,
    ...advice('update', update),
  ].join('\n');

/** As many commands of the same kind are shown; JSON has all. */
const SHOWN = 5;

function advice(what: string, lines: readonly string[]): string[] {
  const more = lines.length - SHOWN;
  const shown = more > 0 ? [...lines.slice(0, SHOWN), `… and ${more} more like it (--json has all)`] : lines;
  return shown.map((line, index) => `    ${(index === 0 ? `${what}:` : '').padEnd(8)}${line}`);
}

/** Such as `Developer (ps-1) has an inline policy`. */
export function describe(subject: Subject): string {
  switch (subject.kind) {
    case 'account-assignment':
      return `${renderPrincipal(subject.principal)} has ${renderNamed(subject.permissionSet)} in ${listSome(subject.accounts.map(renderNamed))}`;
    case 'permission-set':
      return `Permission set ${renderNamed(subject.permissionSet)}`;
    case 'policy':
      return `${renderNamed(subject.permissionSet)} has the policy ${renderPolicy(subject.policy)}`;
    case 'boundary':
      return `${renderNamed(subject.permissionSet)} has the boundary ${renderPolicy(subject.policy)}`;
    case 'inline-policy':
      return `${renderNamed(subject.permissionSet)} has an inline policy`;
    case 'role-policy':
      return `Emergency role ${renderNamed(subject.role)} in ${renderNamed(subject.account)} has the policy ${renderPolicy(subject.policy)}`;
    case 'role-inline-policy':
      return `Emergency role ${renderNamed(subject.role)} in ${renderNamed(subject.account)} has the inline policy ${quote(subject.policyName)}`;
    case 'application':
      return `The enterprise application ${quote(subject.application)}`;
    case 'namesakes':
      if (subject.ids.length === 1)
        return `Entra has the ${subject.what} ${quote(subject.name)} half made: ${subject.ids[0]}`;
      return `Entra has ${subject.ids.length} of the ${subject.what} ${quote(subject.name)}: ${listAll(subject.ids)}`;
    case 'app-role-assignment':
      return `${renderPrincipal(subject.principal)} is assigned to ${quote(subject.application)} as ${renderNamed(subject.appRole)}`;
  }
}

const TYPES = { GROUP: 'Group', USER: 'User', SERVICE_PRINCIPAL: 'Service principal' };

const renderPrincipal = (principal: NamedPrincipal): string =>
  principal.name === undefined && principal.handle === undefined
    ? `A ${TYPES[principal.type].toLowerCase()} that AWS doesn't know any more (${principal.id})`
    : `${TYPES[principal.type]} ${renderNamed(principal)}`;

/** The handle, or else the name in quotes; then what else is known. Of an ARN, the last part. */
function renderNamed({ handle, name, id }: Named): string {
  const word = handle ?? (name === undefined ? undefined : quote(name));
  const rest = [
    ...(handle !== undefined && name !== undefined && name !== handle ? [name] : []),
    ...(id === undefined ? [] : [id.replace(/^arn:.*\//, '')]),
  ];
  if (word === undefined) return listAll(rest);
  return rest.length === 0 ? word : `${word} (${rest.join(', ')})`;
}
