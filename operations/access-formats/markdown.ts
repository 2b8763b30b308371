/** Who can do what where, as a document to attach to a ticket: GitHub's Markdown, of which others read the most. */
import type {
  AccessDocument,
  DocumentAccount,
  DocumentEmergencyAccess,
  DocumentGrant,
  DocumentLine,
  DocumentPrincipal,
} from './access-document.js';

export function renderAccessMarkdown(document: AccessDocument): string {
  const { environment, accounts, grants, skipped, emergencyAccess } = document;
  const sections = [
    `# Who can do what where: ${environment}`,
    'From the config alone: what it gives, whether it is applied yet or not.',
    renderSummary(document),
    '## Totals',
    renderTotals(grants),
    '## Accounts',
    ...accounts.flatMap((account) => renderAccount(account, grants)),
    ...renderUnreached(accounts, grants),
    ...renderWithheld(grants),
    ...(skipped.length === 0 ? [] : ['## Skipped accounts']),
    renderTable(
      ['Account', 'Why', 'Because of'],
      skipped.map(({ account, reason, because }) => [
        nameAccount(account),
        escape(reason),
        renderLines(because),
      ]),
    ),
    ...(emergencyAccess === undefined ? [] : renderEmergencyAccess(emergencyAccess)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function renderSummary({ accounts, grants, skipped, emergencyAccess }: AccessDocument): string {
  const reached = new Set(grants.map(({ account }) => account)).size;
  const withheld = grants.filter((grant) => grant.withheld !== undefined).length;
  const emergency = emergencyAccess === undefined ? 'none' : emergencyAccess.enabled ? 'on' : 'off';
  return [
    `- Grants: ${grants.length}, ${withheld} of them withheld for now`,
    `- Accounts: ${accounts.length}, ${reached} of them reached by grants, ${skipped.length} skipped`,
    `- Emergency access: ${emergency}`,
  ].join('\n');
}

function renderTotals(grants: readonly DocumentGrant[]): string {
  const rows = [...groupBy(grants, ({ principal }) => principal)].map(([principal, own]) => [
    namePrincipal(principal),
    [...new Set(own.map(({ permissionSet }) => permissionSet.handle))].join(', '),
    String(new Set(own.map(({ account }) => account)).size),
    String(own.length),
  ]);
  return renderTable(['Who', 'Permission sets', 'Accounts', 'Grants'], rows);
}

function renderAccount(account: DocumentAccount, grants: readonly DocumentGrant[]): string[] {
  const own = grants.filter((grant) => grant.account === account);
  if (own.length === 0) return [];
  const { handle, id, name, units, tags } = account;
  const known = [
    ...(name === handle ? [] : [`Name: ${escape(name)}`]),
    `OU: ${escape(units.at(-1)?.path ?? '')}`,
    ...(tags.length === 0 ? [] : [`tags: ${tags.map(escape).join(', ')}`]),
  ];
  const rows = own.map(({ principal, permissionSet, because, withheld }) => [
    namePrincipal(principal),
    permissionSet.name === permissionSet.handle
      ? escape(permissionSet.handle)
      : `${escape(permissionSet.handle)} (${escape(permissionSet.name)})`,
    renderLines(because),
    withheld === undefined ? '' : 'withheld',
  ]);
  return [
    `### ${handle} (${id})`,
    known.join('; '),
    renderTable(['Who', 'Permission set', 'Because of', 'Status'], rows),
  ];
}

function renderUnreached(accounts: readonly DocumentAccount[], grants: readonly DocumentGrant[]): string[] {
  const reached = new Set(grants.map(({ account }) => account));
  const others = accounts.filter((account) => !reached.has(account));
  return others.length === 0
    ? []
    : ['### Accounts that no grant reaches', others.map((account) => `- ${nameAccount(account)}`).join('\n')];
}

function renderWithheld(grants: readonly DocumentGrant[]): string[] {
  const reasons = groupBy(
    grants.filter((grant) => grant.withheld !== undefined),
    ({ withheld = '' }) => withheld,
  );
  if (reasons.size === 0) return [];
  return [
    '## Withheld for now',
    ...[...reasons].flatMap(([reason, waiting]) => [
      escape(reason),
      renderTable(
        ['Who', 'Permission set', 'Account'],
        waiting.map(({ principal, permissionSet, account }) => [
          namePrincipal(principal),
          escape(permissionSet.handle),
          nameAccount(account),
        ]),
      ),
    ]),
  ];
}

function renderEmergencyAccess({ enabled, roles }: DocumentEmergencyAccess): string[] {
  const rows = roles.map(({ name, account, workloads, principals, because }) => [
    principals.map(namePrincipal).join(', '),
    escape(name),
    nameAccount(account),
    workloads.map(nameAccount).join(', '),
    renderLines([because]),
  ]);
  return [
    '## Emergency access',
    `Emergency access is ${enabled ? 'on' : 'off'}. It needs no grant.`,
    renderTable(['Who', 'Role', 'Account', 'And from there in', 'Because of'], rows),
  ];
}

const namePrincipal = ({ type, handle, name }: DocumentPrincipal): string =>
  `${type} ${handle}${name === handle ? '' : ` (${escape(name)})`}`;

const nameAccount = ({ handle, id }: DocumentAccount): string => `${handle} (${id})`;

const renderLines = (lines: readonly DocumentLine[]): string =>
  lines.map(({ place }) => escape(place)).join(', ');

/** Nothing where there are no rows. */
function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Text in a line or a table's cell, which stays text: no markup, no link, no end of the cell. */
function escape(text: string): string {
  return text
    .replace(/[\\`*_[\]<>&|~#!$]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(?<=www)\./gi, '\\.');
}

function groupBy<T, K>(values: readonly T[], key: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}
