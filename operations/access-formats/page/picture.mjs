/** Draws who reaches what; choosing a box lights what belongs to it. */
import { count, svgElement } from './element.mjs';
import { principalLabel } from './data.mjs';
import { layOut } from './picture-layout.mjs';

const WIDTH = 250;
const GAP = 180;
const HEIGHT = 22;
const STEP = 28;
const LETTERS = 36;
const MOST_NODES = 150;
/** With more lines than this, only those of a chosen box stand out. */
const MANY_EDGES = 200;

/** Gives what to say above the picture. */
export function renderPicture(place, data, grants) {
  const { principals, bundles, targets } = layOut(data, grants);
  const tallest = Math.max(principals.length, bundles.length, targets.length);
  if (tallest === 0 || tallest > MOST_NODES) {
    place.replaceChildren();
    return tallest === 0
      ? 'Nothing to draw.'
      : `Too much to draw (${count(tallest, 'box')}es on top of each other): choose less above.`;
  }
  const height = tallest * STEP;
  const tops = new Map();
  const boxes = [principals, bundles, targets].flatMap((nodes, column) =>
    nodes.map((node, index) => {
      tops.set(node, ((index + 0.5) * height) / nodes.length);
      return box(node, column * (WIDTH + GAP), tops.get(node), describe(node));
    }),
  );
  const edges = bundles.flatMap((bundle) => [
    ...bundle.left.map(({ node, withheld }) =>
      edge(0, tops.get(node), tops.get(bundle), {
        bundle,
        node,
        dashed: withheld,
        title: withheld ? 'withheld for now' : undefined,
      }),
    ),
    ...bundle.right.map(({ node, reached, all }) =>
      edge(1, tops.get(bundle), tops.get(node), {
        bundle,
        node,
        dashed: reached < all,
        title: node.isUnit ? `${reached} of ${count(all, 'account')}` : undefined,
      }),
    ),
  ]);
  const width = 3 * WIDTH + 2 * GAP;
  const svg = svgElement('svg', {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'group',
    'aria-labelledby': 'picture-title',
  });
  svg.append(...edges.map(({ path }) => path), ...boxes.map(({ group }) => group));
  svg.classList.toggle('many', edges.length > MANY_EDGES);
  lightOnChoice(svg, boxes, edges);
  place.replaceChildren(svg);
  const last = targets[0].isUnit ? 'organizational units' : 'accounts';
  return `Groups and users, permission sets, ${last}: whoever is on the left of a permission set has it in all of what is on its right. Dashed: withheld, or some accounts of the unit only. Choose a box to follow its lines.`;
}

/** What a box says. */
function describe({ principal, permissionSet, target, isUnit, accounts }) {
  if (principal) return principalLabel(principal);
  if (permissionSet) return `${permissionSet.handle} in ${count(accounts.length, 'account')}`;
  return isUnit ? target.path : target.handle;
}

function box(node, x, y, label) {
  const letters = [...(node.principal?.handle ?? label)];
  const shown = letters.length > LETTERS ? `${letters.slice(0, LETTERS - 1).join('')}…` : letters.join('');
  const group = svgElement(
    'g',
    { class: 'box', role: 'button', tabindex: 0, 'aria-label': label, 'aria-pressed': 'false' },
    svgElement('title', {}, label),
    svgElement('rect', { x, y: y - HEIGHT / 2, width: WIDTH, height: HEIGHT, rx: 4 }),
    svgElement('text', { x: x + 8, y: y + 4 }, shown),
  );
  return { node, group };
}

function edge(column, from, to, { bundle, node, dashed, title }) {
  const start = column * (WIDTH + GAP) + WIDTH;
  const end = start + GAP;
  const half = (start + end) / 2;
  const path = svgElement(
    'path',
    {
      class: dashed ? 'edge dashed' : 'edge',
      d: `M${start} ${from.toFixed(1)}C${half} ${from.toFixed(1)} ${half} ${to.toFixed(1)} ${end} ${to.toFixed(1)}`,
    },
    ...(title === undefined ? [] : [svgElement('title', {}, title)]),
  );
  return { bundle, node, column, path };
}

function lightOnChoice(svg, boxes, edges) {
  let chosen;
  const choose = (entry) => {
    chosen = chosen === entry ? undefined : entry;
    const lit = chosen && litBy(chosen.node);
    svg.classList.toggle('choosing', chosen !== undefined);
    for (const each of boxes) {
      each.group.setAttribute('aria-pressed', String(each === chosen));
      each.group.classList.toggle('lit', lit?.has(each.node) ?? false);
    }
    for (const { bundle, node, path } of edges)
      path.classList.toggle('lit', (lit?.has(bundle) && lit.has(node)) ?? false);
  };
  for (const entry of boxes) {
    entry.group.addEventListener('click', () => choose(entry));
    entry.group.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(entry);
    });
  }
}

/** The nodes on the ways through this one. */
function litBy(node) {
  const bundles = node.bundles ?? [node];
  const left = node.principal
    ? [node]
    : bundles.flatMap((bundle) => bundle.left.map(({ node: other }) => other));
  const right = node.target
    ? [node]
    : bundles.flatMap((bundle) => bundle.right.map(({ node: other }) => other));
  return new Set([...bundles, ...left, ...right]);
}
