/** What the page shows: the data that stands in it, with indices turned into what they name. */

export function readData(text) {
  const raw = JSON.parse(text);
  const units = raw.units.map((unit) => ({ ...unit }));
  const accounts = raw.accounts.map((account) => {
    const own = account.units.map((index) => units[index]);
    own.forEach((unit, depth) => (unit.parent = own[depth - 1]));
    return {
      ...account,
      units: own,
      unit: own.at(-1),
      text: searchable([account.handle, account.id, account.name, own.at(-1).path]),
    };
  });
  const { principals, permissionSets, lines, reasons } = raw;
  const grants = raw.grants.map(([who, what, where, because, reason]) => {
    const principal = principals[who];
    const permissionSet = permissionSets[what];
    const account = accounts[where];
    const names = [principal.handle, principal.name, permissionSet.handle, permissionSet.name];
    return {
      principal,
      permissionSet,
      account,
      because: because.map((line) => lines[line]),
      withheld: reason === undefined ? undefined : reasons[reason],
      text: `${searchable(names)}\n${account.text}`,
    };
  });
  const skipped = raw.skipped.map(({ account, reason, lines: because }) => ({
    account: accounts[account],
    reason,
    because: because.map((line) => lines[line]),
  }));
  return { ...raw, units, accounts, grants, skipped };
}

/** Names as search compares them: the end of a line is in no search word. */
const searchable = (names) => names.join('\n').toLowerCase();

/** The one way a principal is called on the page. */
export const principalLabel = ({ type, handle, name }) =>
  name === handle ? `${type} ${handle}` : `${type} ${handle} (${name})`;
