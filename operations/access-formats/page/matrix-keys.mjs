/** Arrow keys in the matrix: one stop of the Tab key for the whole table, and arrows from button to button. */

/** Moves the focus, and the stop with it. */
export function moveInMatrix(table, event) {
  const from = event.target.closest('button');
  const to = from && findNext(table, from, event.key);
  if (!to) return;
  event.preventDefault();
  setStop(table, to);
  to.focus();
}

/** The one button of the table that the Tab key reaches. */
export function setStop(table, button) {
  for (const other of table.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1;
  if (button) button.tabIndex = 0;
}

function findNext(table, from, key) {
  const row = from.closest('tr');
  const inRow = [...row.querySelectorAll('button')];
  switch (key) {
    case 'ArrowRight':
      return inRow[inRow.indexOf(from) + 1];
    case 'ArrowLeft':
      return inRow[inRow.indexOf(from) - 1];
    case 'Home':
      return inRow[0];
    case 'End':
      return inRow.at(-1);
    case 'ArrowDown':
    case 'ArrowUp':
      return inColumn(table, row, from, key === 'ArrowDown' ? 1 : -1);
    default:
      return undefined;
  }
}

/** The next button of the same cell, else that of the next row that has one in this column. */
function inColumn(table, row, from, step) {
  const cell = from.closest('td, th');
  const inCell = [...cell.querySelectorAll('button')];
  const sibling = inCell[inCell.indexOf(from) + step];
  if (sibling) return sibling;
  const rows = [...table.tBodies[0].rows];
  for (let index = rows.indexOf(row) + step; rows[index]; index += step) {
    const buttons = [...rows[index].cells[cell.cellIndex].querySelectorAll('button')];
    if (buttons.length > 0) return step > 0 ? buttons[0] : buttons.at(-1);
  }
  return undefined;
}
