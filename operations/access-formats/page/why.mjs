/** Why somebody has a permission set: the config lines that say so. */
import { count, element, named } from './element.mjs';
import { principalLabel } from './data.mjs';

const LISTED = 30;

/** Of grants of one permission set to one principal, in one account or several. */
export function showWhy(section, grants, close) {
  const [{ principal, permissionSet, account }] = grants;
  const where = grants.length === 1 ? named(account.handle) : count(grants.length, 'account');
  const title = element(
    'h2',
    {},
    named(principalLabel(principal)),
    ' has ',
    named(permissionSet.handle),
    ' in ',
    where,
  );
  const button = element('button', { type: 'button' }, 'Close');
  button.addEventListener('click', close);
  const known = grants.length === 1 ? [describeAccount(account)] : [];
  section.replaceChildren(title, ...known, ...because(grants), ...withheld(grants), button);
  section.hidden = false;
}

function describeAccount({ id, name, unit, tags }) {
  const parts = [
    `Account ${id}`,
    name,
    `OU ${unit.path}`,
    ...(tags.length === 0 ? [] : [`tags ${tags.join(', ')}`]),
  ];
  return element('p', {}, named(parts.join(' · ')));
}

function because(grants) {
  const byLine = new Map();
  for (const { because: lines, account } of grants) {
    for (const line of lines) byLine.set(line, [...(byLine.get(line) ?? []), account]);
  }
  const items = [...byLine].map(([{ place, path }, accounts]) => {
    const reach = grants.length === 1 ? [] : [': ', named(listAccounts(accounts))];
    return element('li', {}, element('code', {}, named(place)), ' ', named(path), ...reach);
  });
  return [element('p', {}, 'Because of:'), element('ul', {}, ...items)];
}

function listAccounts(accounts) {
  const rest = accounts.length > LISTED ? ` and ${accounts.length - LISTED} more` : '';
  return `${accounts
    .slice(0, LISTED)
    .map(({ handle }) => handle)
    .join(', ')}${rest}`;
}

function withheld(grants) {
  const reasons = new Set(
    grants.map(({ withheld: reason }) => reason).filter((reason) => reason !== undefined),
  );
  return [...reasons].map((reason) => element('p', { class: 'notice' }, 'Withheld for now. ', named(reason)));
}
