/* global document */
/** What stands around the matrix, and no filter changes: totals, skipped accounts, emergency access. */
import { element, named, table } from './element.mjs';
import { principalLabel } from './data.mjs';

export function renderTotals(list, { grants, accounts, principals, permissionSets, skipped }) {
  const reached = new Set(grants.map(({ account }) => account)).size;
  const withheld = grants.filter((grant) => grant.withheld !== undefined).length;
  const totals = [
    ['Grants', grants.length],
    ['Withheld', withheld],
    ['Groups and users', principals.length],
    ['Permission sets', permissionSets.length],
    ['Accounts reached', `${reached} of ${accounts.length}`],
    ['Accounts skipped', skipped.length],
  ];
  list.replaceChildren(
    ...totals.map(([what, number]) =>
      element('div', {}, element('dt', {}, what), element('dd', {}, String(number))),
    ),
  );
}

export function renderSkipped(section, { skipped }) {
  if (skipped.length === 0) return;
  section.hidden = false;
  section.append(
    table(
      ['Account', 'Why', 'Because of'],
      skipped.map(({ account, reason, because }) => [
        named(accountLabel(account)),
        named(reason),
        lineList(because),
      ]),
    ),
  );
}

export function renderEmergency(section, { accounts, emergencyAccess }) {
  if (emergencyAccess === undefined) return;
  section.hidden = false;
  section.append(
    element('p', {}, `Emergency access is ${emergencyAccess.enabled ? 'on' : 'off'}. It needs no grant.`),
    table(
      ['Who', 'Role', 'Account', 'And from there in', 'Because of'],
      emergencyAccess.roles.map(({ principals, name, account, workloads, line }) => [
        textList(principals.map(principalLabel)),
        named(name),
        named(accountLabel(accounts[account])),
        textList(workloads.map((index) => accountLabel(accounts[index]))),
        lineList([line]),
      ]),
    ),
  );
}

const accountLabel = ({ handle, id }) => `${handle} (${id})`;

const lineList = (lines) => textList(lines.map(({ place, path }) => `${place} ${path}`));

function textList(texts) {
  const parts = document.createDocumentFragment();
  parts.append(...texts.map((text) => element('div', {}, named(text))));
  return parts;
}
