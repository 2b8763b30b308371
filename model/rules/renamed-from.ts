import type { Named } from '../draft.js';
import { error, renderPlace, type Problem } from '../problem.js';
import { quote } from '../text.js';
import { repeated } from './repeated.js';
import type { Rule, RuleInput } from './rule.js';

type Path = readonly string[];

/** `renamedFrom` names a handle that is gone, and no two name the same. */
export const validateRenamedFrom: Rule = ({ draft, locate }) => [
  ...validateSection(['aws', 'accounts'], draft.accounts, locate),
  ...validateSection(['groups'], draft.groups, locate),
  ...validateSection(['users'], draft.users, locate),
  ...validateSection(['permissionSets'], draft.permissionSets, locate),
  ...validateSection(['emergencyAccess', 'roles'], named(draft.emergencyAccess?.roles ?? {}), locate),
];

const named = <T>(entries: Readonly<Record<string, T>>): Named<T> => ({
  defined: new Set(Object.keys(entries)),
  entries: new Map(Object.entries(entries)),
});

function validateSection(
  section: Path,
  { defined, entries }: Named<{ readonly renamedFrom?: string }>,
  locate: RuleInput['locate'],
): Problem[] {
  const at = (handle: string) => locate([...section, handle, 'renamedFrom']);
  const renamed = [...entries].flatMap(([handle, { renamedFrom }]) =>
    renamedFrom === undefined ? [] : [{ handle, from: renamedFrom }],
  );
  const standing = renamed
    .filter(({ from }) => defined.has(from))
    .map(({ handle, from }) =>
      error(
        at(handle),
        `${quote(from)} is still defined at ${renderPlace(locate([...section, from]))}.`,
        'A handle that was renamed is gone: remove the old entry, or this renamedFrom.',
      ),
    );
  const twice = [...repeated(renamed, ({ from }) => from)].map(([{ handle, from }, first]) =>
    error(
      at(handle),
      `${quote(from)} was renamed to ${quote(first.handle)} already, at ${renderPlace(at(first.handle))}.`,
      'One handle becomes one other.',
    ),
  );
  return [...standing, ...twice];
}
