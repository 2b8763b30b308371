/* global document */
/** Puts the page together, and answers to what its reader does. */
import { count } from './element.mjs';
import { readData } from './data.mjs';
import { applyFilter, fillFilters, readFilter } from './filters.mjs';
import { renderEmergency, renderSkipped, renderTotals } from './further.mjs';
import { arrangeUnits, renderMatrix } from './matrix.mjs';
import { moveInMatrix, setStop } from './matrix-keys.mjs';
import { renderPicture } from './picture.mjs';
import { showWhy } from './why.mjs';

/** With more accounts than this, units start folded. */
const UNFOLDED_ACCOUNTS = 100;

const part = (id) => document.getElementById(id);
const data = readData(part('data').textContent);
const matrix = part('matrix');
const why = part('why');
const form = part('filters');

let view = { grants: [], accounts: [] };
let folded = new Set();
let cells = [];
let askedFrom;

function drawMatrix() {
  cells = renderMatrix(matrix, view, folded);
  for (const button of matrix.querySelectorAll('button')) button.tabIndex = -1;
  setStop(matrix, matrix.querySelector('button'));
}

/** Folds the units of the first level where there are many accounts, so that a long list starts short. */
function foldMany() {
  const units = view.accounts.length <= UNFOLDED_ACCOUNTS ? [] : arrangeUnits(view.accounts);
  folded = new Set(units.filter(({ depth }) => depth > 0).map(({ unit }) => unit));
}

function filter() {
  view = applyFilter(data, readFilter(form, data));
  foldMany();
  closeWhy();
  drawMatrix();
  part('picture-legend').textContent = renderPicture(part('picture'), data, view.grants);
  part('shown').textContent =
    `${count(view.grants.length, 'grant')} of ${data.grants.length}, ${count(view.accounts.length, 'account')} of ${data.accounts.length}.`;
}

function foldOrUnfold(path) {
  const unit = data.units.find((each) => each.path === path);
  if (!folded.delete(unit)) folded.add(unit);
  drawMatrix();
  const again = [...matrix.querySelectorAll('.fold')].find((button) => button.dataset.unit === path);
  setStop(matrix, again);
  again.focus();
}

function closeWhy() {
  if (why.hidden) return;
  why.hidden = true;
  askedFrom?.classList.remove('asked');
  askedFrom?.focus();
  askedFrom = undefined;
}

function ask(button) {
  askedFrom?.classList.remove('asked');
  askedFrom = button;
  button.classList.add('asked');
  setStop(matrix, button);
  showWhy(why, cells[Number(button.dataset.cell)], closeWhy);
}

matrix.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button?.dataset.unit !== undefined) foldOrUnfold(button.dataset.unit);
  if (button?.dataset.cell !== undefined) ask(button);
});
matrix.addEventListener('keydown', (event) => moveInMatrix(matrix, event));
document.addEventListener('keydown', ({ key }) => key === 'Escape' && closeWhy());
part('fold').addEventListener('click', () => {
  folded = new Set(data.units.filter(({ parent }) => parent !== undefined));
  drawMatrix();
});
part('unfold').addEventListener('click', () => {
  folded = new Set();
  drawMatrix();
});
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
part('clear').addEventListener('click', () => {
  form.reset();
  filter();
});

fillFilters(form, data);
renderTotals(part('totals'), data);
renderSkipped(part('skipped'), data);
renderEmergency(part('emergency'), data);
filter();
