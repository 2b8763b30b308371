/** Who can do what where, for a spreadsheet: RFC 4180, with one row for each grant and each way into emergency access. */
import type {
  AccessDocument,
  DocumentAccount,
  DocumentEmergencyAccess,
  DocumentEmergencyRole,
  DocumentGrant,
  DocumentLine,
} from './access-document.js';

/** Part of the contract with scripts: columns may be added at the end, and none changes. */
const COLUMNS = [
  'environment',
  'kind',
  'principal_type',
  'principal',
  'principal_name',
  'permission_set',
  'permission_set_name',
  'account',
  'account_id',
  'account_name',
  'ou',
  'status',
  'withheld_because',
  'config_lines',
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

export function renderAccessCsv({ environment, grants, emergencyAccess }: AccessDocument): string {
  const rows: Row[] = [
    ...grants.map((grant) => grantRow(environment, grant)),
    ...(emergencyAccess?.roles ?? []).flatMap((role) =>
      emergencyRows(environment, role, emergencyAccess?.enabled ?? false),
    ),
  ];
  const records = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))];
  return records.map((record) => `${record.map(renderCell).join(',')}\r\n`).join('');
}

function grantRow(
  environment: string,
  { principal, permissionSet, account, because, withheld }: DocumentGrant,
): Row {
  return {
    environment,
    kind: 'grant',
    principal_type: principal.type,
    principal: principal.handle,
    principal_name: principal.name,
    permission_set: permissionSet.handle,
    permission_set_name: permissionSet.name,
    ...accountCells(account),
    status: withheld === undefined ? 'granted' : 'withheld',
    withheld_because: withheld ?? '',
    config_lines: renderLines(because),
  };
}

/** The role stands where a grant has its permission set. */
function emergencyRows(
  environment: string,
  { principals, handle, name, account, workloads, because }: DocumentEmergencyRole,
  enabled: DocumentEmergencyAccess['enabled'],
): Row[] {
  const row = (principal: DocumentGrant['principal'], kind: string, where: DocumentAccount): Row => ({
    environment,
    kind,
    principal_type: principal.type,
    principal: principal.handle,
    principal_name: principal.name,
    permission_set: handle,
    permission_set_name: name,
    ...accountCells(where),
    status: enabled ? 'on' : 'off',
    withheld_because: '',
    config_lines: renderLines([because]),
  });
  return principals.flatMap((principal) => [
    row(principal, 'emergency', account),
    ...workloads.map((workload) => row(principal, 'emergency-workload', workload)),
  ]);
}

const accountCells = ({ handle, id, name, units }: DocumentAccount) => ({
  account: handle,
  account_id: id,
  account_name: name,
  ou: units.at(-1)?.path ?? '',
});

const renderLines = (lines: readonly DocumentLine[]): string => lines.map(({ place }) => place).join(', ');

/**
 * What a spreadsheet program takes for the start of a formula, as OWASP's page on CSV injection lists it. Tabs and line
 * ends are not among them here: a document's text has none.
 */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** Always in quotes; a quote before what would be a formula makes it text. */
function renderCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
