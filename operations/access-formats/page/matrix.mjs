/** The accounts under their organizational units, by the principals that reach them. */
import { count, element, named } from './element.mjs';

/** The units that have an account among these, from the top down, each with its own accounts and the ones below. */
export function arrangeUnits(accounts) {
  const entries = new Map();
  for (const account of accounts) {
    account.units.forEach((unit, depth) => {
      const entry = entries.get(unit) ?? { unit, depth, own: [], all: [] };
      entries.set(unit, entry);
      entry.all.push(account);
      if (unit === account.unit) entry.own.push(account);
    });
  }
  const children = (parent) =>
    [...entries.values()]
      .filter(({ unit }) => unit.parent === parent)
      .sort((a, b) => (a.unit.path < b.unit.path ? -1 : 1))
      .flatMap((entry) => [entry, ...children(entry.unit)]);
  return children(undefined);
}

/** Fills the table; `cells` then holds the grants behind each button, by the number it carries. */
export function renderMatrix(table, { grants, accounts }, folded) {
  const principals = [...new Set(grants.map(({ principal }) => principal))];
  const byAccount = groupBy(grants, ({ account }) => account);
  const cells = [];
  const cellsOf = (own) => {
    const byPrincipal = groupBy(own, ({ principal }) => principal);
    return principals.map((principal) => grantCell(principal, byPrincipal.get(principal) ?? [], cells));
  };
  const rows = arrangeUnits(accounts)
    .filter(({ unit }) => !isHidden(unit, folded))
    .flatMap((entry) => {
      const isFolded = folded.has(entry.unit);
      const below = entry.all.flatMap((account) => byAccount.get(account) ?? []);
      const row = element(
        'tr',
        { class: 'unit' },
        unitHeader(entry, isFolded),
        element('td', { class: 'total' }, String(below.length)),
        ...(isFolded ? cellsOf(below) : principals.map(() => element('td', {}))),
      );
      if (isFolded) return [row];
      return [
        row,
        ...entry.own.map((account) =>
          accountRow(account, entry.depth + 1, byAccount.get(account) ?? [], cellsOf),
        ),
      ];
    });
  const total = groupBy(grants, ({ principal }) => principal);
  table.classList.toggle('wide', principals.length > 8);
  table.replaceChildren(
    element(
      'thead',
      {},
      element('tr', {}, columnHeader('Account'), columnHeader('Grants'), ...principals.map(principalHeader)),
    ),
    element('tbody', {}, ...rows),
    element(
      'tfoot',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, 'Grants'),
        element('td', { class: 'total' }, String(grants.length)),
        ...principals.map((principal) =>
          element('td', { class: 'total' }, String(total.get(principal).length)),
        ),
      ),
    ),
  );
  return cells;
}

/** Under a unit that is folded. */
function isHidden(unit, folded) {
  return unit.parent !== undefined && (folded.has(unit.parent) || isHidden(unit.parent, folded));
}

const columnHeader = (text) => element('th', { scope: 'col' }, text);

function principalHeader({ type, handle, name }) {
  const also = name === handle ? [] : [element('span', { class: 'also' }, named(name))];
  return element(
    'th',
    { scope: 'col', class: 'principal' },
    element('span', { class: 'type' }, type),
    ' ',
    named(handle),
    ...also,
  );
}

function unitHeader({ unit, depth, all }, isFolded) {
  const button = element(
    'button',
    { type: 'button', class: 'fold', 'data-unit': unit.path, 'aria-expanded': String(!isFolded) },
    named(unit.name),
    ' ',
    element('span', { class: 'also' }, count(all.length, 'account')),
  );
  return rowHeader(depth, button);
}

function accountRow(account, depth, grants, cellsOf) {
  const also = [
    account.id,
    ...(account.name === account.handle ? [] : [account.name]),
    ...(account.suspended ? ['suspended'] : []),
  ];
  const header = rowHeader(
    depth,
    named(account.handle),
    element('span', { class: 'also' }, named(also.join(' · '))),
  );
  return element(
    'tr',
    {},
    header,
    element('td', { class: 'total' }, String(grants.length)),
    ...cellsOf(grants),
  );
}

function rowHeader(depth, ...children) {
  const header = element('th', { scope: 'row' }, ...children);
  header.style.setProperty('--depth', depth);
  return header;
}

/** A button for each permission set; in a unit's row with how many accounts, where it is not one. */
function grantCell(principal, grants, cells) {
  const buttons = [...groupBy(grants, ({ permissionSet }) => permissionSet)].map(([permissionSet, own]) => {
    const waits = own.some(({ withheld }) => withheld !== undefined);
    const times = own.length === 1 ? [] : [` ×${own.length}`];
    return element(
      'button',
      {
        type: 'button',
        class: waits ? 'grant withheld' : 'grant',
        'data-cell': cells.push(own) - 1,
        tabindex: -1,
      },
      named(permissionSet.handle),
      ...times,
      ...(waits ? [' (withheld)'] : []),
    );
  });
  return element(
    'td',
    buttons.length === 0 ? {} : { 'data-principal': `${principal.type} ${principal.handle}` },
    ...buttons,
  );
}

export function groupBy(values, key) {
  const groups = new Map();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}
