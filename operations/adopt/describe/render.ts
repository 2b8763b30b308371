import { renderProblems } from '../../../model/problem.js';
import { count, part } from '../render-conversion.js';
import type { Description } from './describe.js';

/** With what to do next. @param options Of the program, as the commands that are named take them. */
export function renderDescription(description: Description, options: string): string {
  const command = (name: string) => `federation ${name} ${description.environment}${options}`;
  return [
    renderFound(description),
    '',
    `Next: read what was written. Its state is to be in a bucket that ${command('bootstrap')} makes, unless you write another place. Then ${command('plan')} --import shows that it takes over what stands. Nothing in the clouds was changed.`,
  ].join('\n');
}

/** What was written, what somebody should know of it, and what the config can't say. */
export function renderFound({
  environment,
  counts,
  files,
  placeholders,
  unexpressed,
  remarks,
  problems,
  requests,
}: Description): string {
  const { accounts, groups, users, permissionSets, accessLines, grants } = counts;
  return [
    'Written:',
    ...files.map((file) => `  ${file}`),
    '',
    `${count(accounts, 'account')}, ${count(groups, 'group')}, ${count(users, 'user')}, ${count(permissionSets, 'permission set')}; ${count(accessLines, 'access line')} for ${count(grants, 'grant')}. ${count(requests, 'request')}.`,
    ...part(
      'To fill in:',
      placeholders.map(({ file, line, text }) => `${file}:${line} ${text}`),
    ),
    ...part(
      'Not in the config, or not as it is:',
      unexpressed.map(({ what, where, why }) => `${what} (${where}): ${why}`),
    ),
    ...part('To know:', remarks),
    ...(problems.length === 0 ? [] : ['', `federation check ${environment} says:`, renderProblems(problems)]),
  ].join('\n');
}
