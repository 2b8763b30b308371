import { oneLine } from '../access-formats/one-line.js';
import { type Page, PARTS, type Task } from './page.js';

/** Values stand in blocks of their own, to be copied whole. */
export const renderMarkdown = ({ title, intro, tasks }: Page): string =>
  [`# ${plain(title)}`, ...intro.map(plain), ...tasks.map(renderTask)].join('\n\n').concat('\n');

const renderTask = (task: Task, index: number): string =>
  [
    `## ${index + 1}. ${plain(task.title)}`,
    task.act.map((line, at) => `${at + 1}. ${plain(line)}`).join('\n'),
    ...task.values.flatMap(({ label, value }) => [`${plain(label)}:`, block(value)]),
    ...PARTS.map(([part, name]) => `**${name}:** ${plain(task[part])}`),
  ].join('\n\n');

/** The fence is longer than any in the value. */
function block(value: string): string {
  const longest = Math.max(2, ...[...value.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...value.split('\n').map(oneLine), fence].join('\n');
}

/** An underscore within a word is none of Markdown's. */
const plain = (text: string): string => oneLine(text).replace(/[\\`*[\]<>&#|~]|(?<!\w)_|_(?!\w)/g, '\\$&');
