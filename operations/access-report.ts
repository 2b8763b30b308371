/** Who can do what where, as a table. */
import type { Grant, SkippedAccount } from '../model/access-model.js';
import type { Environment } from '../model/environment.js';
import { emergencyRoles, renderEmergencyRole, type EmergencyRole } from './emergency-access.js';
import { renderPlaces } from './render-places.js';
import { renderTable } from './table.js';

/** A grant with the account's id, for readers who know accounts by that. */
export interface AccessRow extends Grant {
  readonly accountId: string;
}

export interface AccessReport {
  readonly environment: string;
  readonly grants: readonly AccessRow[];
  readonly skipped: readonly SkippedAccount[];
  /** Who can go another way than by grants; absent where nobody can. */
  readonly emergencyAccess?: { readonly enabled: boolean; readonly roles: readonly EmergencyRole[] };
}

export function reportAccess({ name, config, access }: Environment): AccessReport {
  const grants = access.grants.map((grant) => ({
    ...grant,
    accountId: config.aws.accounts[grant.account]?.id ?? '',
  }));
  const { emergencyAccess: settings } = config;
  const emergencyAccess = settings && { enabled: settings.enabled, roles: emergencyRoles(settings) };
  return { environment: name, grants, skipped: access.skipped, emergencyAccess };
}

/** One row for each grant; what waits is marked. */
export function renderAccess({ grants, emergencyAccess }: AccessReport): string {
  const rows = grants.map(({ principal, permissionSet, account, accountId, because, withheld }) => [
    `${principal.type.toLowerCase()} ${principal.handle}`,
    permissionSet,
    account,
    accountId,
    renderPlaces(because),
    withheld === undefined ? '' : 'withheld',
  ]);
  const withheld = grants.filter((grant) => grant.withheld !== undefined).length;
  const waiting = withheld === 0 ? '' : `, ${withheld} of them withheld for now`;
  const table = renderTable(['Who', 'Permission set', 'Account', 'Account id', 'Because of', ''], rows);
  const emergency =
    emergencyAccess === undefined
      ? []
      : [
          '',
          `Emergency access, which is ${emergencyAccess.enabled ? 'on' : 'off'}:`,
          ...emergencyAccess.roles.map(renderEmergencyRole),
        ];
  return [table, '', `${grants.length} grants${waiting}.`, ...emergency].join('\n');
}
