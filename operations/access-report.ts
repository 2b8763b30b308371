/** Who can do what where, as a table. */
import Table from 'cli-table3';
import type { Environment } from '../model/environment.js';
import { renderPlaces } from './plan-report.js';

/** One row for each grant, sorted by principal; what waits is marked. */
export function renderAccess(environment: Environment): string {
  const { grants } = environment.access;
  const rows = grants.map(({ principal, permissionSet, account, because, withheld }) => [
    `${principal.type.toLowerCase()} ${principal.handle}`,
    permissionSet,
    account,
    environment.config.aws.accounts[account]?.id ?? '',
    renderPlaces(because),
    withheld === undefined ? '' : 'withheld',
  ]);
  const withheld = grants.filter((grant) => grant.withheld !== undefined).length;
  const waiting = withheld === 0 ? '' : `, ${withheld} of them withheld for now`;
  return `${renderTable(['Who', 'Permission set', 'Account', 'Account id', 'Because of', ''], rows)}\n\n${grants.length} grants${waiting}.`;
}

/** Columns two spaces apart, without lines: easy to read, search and cut. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const nothing = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' };
  const lines = { left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' };
  const table = new Table({ head: [...head], chars: { ...nothing, ...lines }, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
