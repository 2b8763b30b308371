/* global FormData */
/** What of the data is shown. */
import { element } from './element.mjs';
import { principalLabel } from './data.mjs';

/** Fills the form's lists; the values are indices. */
export function fillFilters(form, data) {
  addOptions(form.elements.principal, data.principals.map(principalLabel));
  addOptions(
    form.elements.permissionSet,
    data.permissionSets.map(({ handle, name }) => (name === handle ? handle : `${handle} (${name})`)),
  );
  addOptions(
    form.elements.unit,
    data.units.map(({ path }) => path),
  );
  addOptions(form.elements.tag, allTags(data));
}

const allTags = ({ accounts }) => [...new Set(accounts.flatMap(({ tags }) => tags))].sort();

function addOptions(select, labels) {
  select.append(...labels.map((label, index) => element('option', { value: index, dir: 'auto' }, label)));
}

/** What the form asks for; undefined for each thing that it leaves open. */
export function readFilter(form, data) {
  const values = new FormData(form);
  const chosen = (name, from) => (values.get(name) === '' ? undefined : from[Number(values.get(name))]);
  return {
    words: values.get('search').toLowerCase().split(/\s+/).filter(Boolean),
    principal: chosen('principal', data.principals),
    permissionSet: chosen('permissionSet', data.permissionSets),
    unit: chosen('unit', data.units),
    tag: chosen('tag', allTags(data)),
    withheld: values.get('withheld') !== null,
  };
}

/** The grants that fit, and the accounts: those of the grants, and where no grant is asked for, those that fit themselves. */
export function applyFilter(data, { words, principal, permissionSet, unit, tag, withheld }) {
  const holdsWords = (text) => words.every((word) => text.includes(word));
  const fits = (account) =>
    (unit === undefined || account.units.includes(unit)) && (tag === undefined || account.tags.includes(tag));
  const grants = data.grants.filter(
    (grant) =>
      (principal === undefined || grant.principal === principal) &&
      (permissionSet === undefined || grant.permissionSet === permissionSet) &&
      (!withheld || grant.withheld !== undefined) &&
      fits(grant.account) &&
      holdsWords(grant.text),
  );
  const reached = new Set(grants.map(({ account }) => account));
  const ofGrants = principal !== undefined || permissionSet !== undefined || withheld;
  const accounts = data.accounts.filter(
    (account) => reached.has(account) || (!ofGrants && fits(account) && holdsWords(account.text)),
  );
  return { grants, accounts };
}
