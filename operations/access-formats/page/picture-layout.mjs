/**
 * Who reaches what, as three columns: principals, permission sets, accounts or units. A permission set stands there
 * once for each set of accounts that it is given in, so whoever is on its left reaches all of what is on its right.
 */
import { groupBy } from './matrix.mjs';

const MOST_ACCOUNTS = 30;
const MOST_UNITS = 16;

/** Nodes with their neighbours, each column in the order in which it is drawn. */
export function layOut(data, grants) {
  const depth = targetDepth(grants);
  const targetOf = (account) =>
    depth === undefined ? account : account.units[Math.min(depth, account.units.length - 1)];
  const principals = new Map();
  const targets = new Map();
  const bundles = new Map();
  const pairs = groupBy(
    grants,
    ({ principal, permissionSet }) => `${principal.type} ${principal.handle} ${permissionSet.handle}`,
  );
  for (const own of pairs.values()) {
    const [{ principal, permissionSet }] = own;
    const key = `${permissionSet.handle} ${own.map(({ account }) => account.handle).join(' ')}`;
    const bundle = obtain(bundles, key, () => ({
      permissionSet,
      accounts: own.map(({ account }) => account),
      left: [],
      right: [],
    }));
    const node = obtain(principals, principal, () => ({ principal, bundles: [] }));
    bundle.left.push({ node, withheld: own.some(({ withheld }) => withheld !== undefined) });
    node.bundles.push(bundle);
  }
  for (const bundle of bundles.values()) {
    for (const [target, reached] of groupBy(bundle.accounts, targetOf)) {
      const node = obtain(targets, target, () => ({ target, isUnit: depth !== undefined, bundles: [] }));
      const all =
        depth === undefined ? 1 : data.accounts.filter((account) => targetOf(account) === target).length;
      bundle.right.push({ node, reached: reached.length, all });
      node.bundles.push(bundle);
    }
  }
  return order([...principals.values()], [...bundles.values()], [...targets.values()]);
}

/** Undefined where there are so few accounts that each is drawn; else how far down units are drawn. */
function targetDepth(grants) {
  const accounts = [...new Set(grants.map(({ account }) => account))];
  if (accounts.length <= MOST_ACCOUNTS) return undefined;
  let depth = Math.max(...accounts.map(({ units }) => units.length)) - 1;
  const unitsAt = (at) => new Set(accounts.map(({ units }) => units[Math.min(at, units.length - 1)])).size;
  while (depth > 0 && unitsAt(depth) > MOST_UNITS) depth--;
  return depth;
}

/** Each column by the middle of its neighbours, a few times over: lines cross less. Targets keep the order of their paths. */
function order(principals, bundles, targets) {
  const path = ({ target, isUnit }) => (isUnit ? target.path : `${target.unit.path} ${target.handle}`);
  targets.sort((a, b) => (path(a) < path(b) ? -1 : 1));
  for (let round = 0; round < 4; round++) {
    const at = positions(principals, targets);
    sortByMiddle(bundles, ({ left, right }) => [
      middle(left.map(({ node }) => at.get(node))),
      middle(right.map(({ node }) => at.get(node))),
    ]);
    const of = positions(bundles);
    sortByMiddle(principals, (node) => node.bundles.map((bundle) => of.get(bundle)));
  }
  return { principals, bundles, targets };
}

/** Where each node stands in its column, from 0 to 1. */
const positions = (...columns) =>
  new Map(columns.flatMap((nodes) => nodes.map((node, index) => [node, (index + 0.5) / nodes.length])));

const middle = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function sortByMiddle(nodes, neighbours) {
  const middles = new Map(nodes.map((node) => [node, middle(neighbours(node))]));
  nodes.sort((a, b) => middles.get(a) - middles.get(b));
}

function obtain(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}
