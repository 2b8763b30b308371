/* global document */
/** Makes the page's elements. What stands in them is always text, and attributes are never scripts or styles. */

const SVG = 'http://www.w3.org/2000/svg';

/** Children that are strings become text. An attribute that is undefined is left out. */
export function element(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svgElement(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A name from the config, whose writing direction stays its own. */
export function named(text) {
  return element('bdi', {}, text);
}

/** `1 grant`, `2 grants`. */
export function count(number, what) {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** A table with headers for its columns; cells are text or nodes. */
export function table(head, rows) {
  const headers = head.map((text) => element('th', { scope: 'col' }, text));
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...headers)),
    element(
      'tbody',
      {},
      ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell)))),
    ),
  );
}
