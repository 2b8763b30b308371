/** The checklist as text. */
import type { Check, State, Step } from './step.js';
import type { Status } from './status.js';

const WORDS: Record<State, string> = {
  done: 'done',
  'not-done': 'not done',
  unknown: 'can’t be told',
  'not-wanted': 'not wanted',
};
const COLUMN = Math.max(...Object.values(WORDS).map(({ length }) => length)) + 2;

/** A step in a line; below it what was found, what to do, and the exact values. */
export function renderStatus({ environment, day, steps, lacking }: Status): string {
  const counts = (Object.keys(WORDS) as State[]).flatMap((state) => {
    const number = steps.filter((step) => step.state === state).length;
    return number === 0 ? [] : [`${number} ${WORDS[state]}`];
  });
  return [
    `Status of ${environment} on ${day}: ${counts.join(', ')}.`,
    '',
    ...steps.flatMap(renderStep),
    ...(lacking.length === 0 ? [] : ['', 'The caller lacks:', ...lacking.map((each) => `  ${each}`)]),
  ].join('\n');
}

const renderStep = ({ number, title, state, checks }: Step): string[] => [
  `${String(number).padStart(2)}  ${WORDS[state].padEnd(COLUMN)}${title}`,
  ...checks.flatMap((check) => renderCheck(check, state)),
];

const INDENT = ' '.repeat(4 + COLUMN);

/** A check says its own state where the step's is another one. */
function renderCheck({ state, finding, next, values = [], ending }: Check, ofStep: State): string[] {
  const said = state === ofStep ? '' : `${WORDS[state]}: `;
  const warning = ending?.within === undefined || state !== 'done' ? '' : 'warning: ';
  return [
    `${INDENT}${said}${warning}${finding}`,
    ...(next === undefined ? [] : [`${INDENT}  Next: ${next}`]),
    ...(state === 'done' ? [] : values.map(({ label, value }) => `${INDENT}  ${label}: ${value}`)),
  ];
}
