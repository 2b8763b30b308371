import type { Conversion } from './convert.js';

/** What was written, what is to be filled in, and what the config can't say. */
export function renderConversion({
  environment,
  counts,
  files,
  placeholders,
  unexpressed,
}: Conversion): string {
  const { accounts, groups, users, permissionSets, accessLines, grants } = counts;
  return [
    'Written:',
    ...files.map((file) => `  ${file}`),
    '',
    `${count(accounts, 'account')}, ${count(groups, 'group')}, ${count(users, 'user')}, ${count(permissionSets, 'permission set')}; ${count(accessLines, 'access line')} for ${count(grants, 'grant')}.`,
    ...part(
      'To fill in:',
      placeholders.map(({ file, line, text }) => `${file}:${line} ${text}`),
    ),
    ...part(
      'Not in the config:',
      unexpressed.map(({ what, where, why }) => `${where} ${what}: ${why}`),
    ),
    '',
    `Next: ${placeholders.length > 0 ? 'fill in what is missing, then ' : ''}federation check ${environment}. Nothing in the clouds was read or changed.`,
  ].join('\n');
}

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

export const part = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
