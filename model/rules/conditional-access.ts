import type { ConditionalAccessConfig } from '../config.js';
import type { Draft } from '../draft.js';
import { error, type Problem } from '../problem.js';
import { parseSignInFrequency } from '../sign-in-frequency.js';
import { quote } from '../text.js';
import type { Rule, RuleInput } from './rule.js';
import { undefinedName } from './undefined-name.js';

export interface WrittenPolicy {
  /** Where it stands in the config. */
  readonly path: readonly string[];
  readonly settings: ConditionalAccessConfig;
}

/** The conditional access policies of a config: one for each application that has any. */
export function conditionalAccessOf({ entra, emergencyAccess }: Draft): WrittenPolicy[] {
  const written = [
    { path: ['entra', 'conditionalAccess'], settings: entra.conditionalAccess },
    { path: ['emergencyAccess', 'conditionalAccess'], settings: emergencyAccess?.conditionalAccess },
  ];
  return written.flatMap(({ path, settings }) => (settings === undefined ? [] : [{ path, settings }]));
}

/** Every group is defined and stands on one side, the break-glass group is excluded, and Entra can count the frequency. */
export const validateConditionalAccess: Rule = (input) =>
  conditionalAccessOf(input.draft).flatMap((policy) => [
    ...validateGroups(policy, input),
    ...validateSides(policy, input),
    ...validateFrequency(policy, input),
  ]);

function validateGroups({ path, settings }: WrittenPolicy, { draft, locate }: RuleInput): Problem[] {
  const { includeGroups = [], excludeGroups = [], breakGlass } = settings;
  const named = [
    ...[...includeGroups.entries()].map(([index, handle]) => [handle, 'includeGroups', index] as const),
    ...[...excludeGroups.entries()].map(([index, handle]) => [handle, 'excludeGroups', index] as const),
    [breakGlass, 'breakGlass'] as const,
  ];
  return named
    .filter(([handle]) => !draft.groups.defined.has(handle))
    .map(([handle, ...at]) => undefinedName(locate([...path, ...at]), handle, draft.groups));
}

function validateSides({ path, settings }: WrittenPolicy, { locate }: RuleInput): Problem[] {
  const { includeGroups = [], excludeGroups = [], breakGlass } = settings;
  return [...includeGroups.entries()].flatMap(([index, handle]) => {
    const at = locate([...path, 'includeGroups', index]);
    if (handle === breakGlass) {
      return [
        error(
          at,
          `${quote(handle)} is the break-glass group, which is always excluded.`,
          'Remove it here, or name another group as breakGlass.',
        ),
      ];
    }
    if (!excludeGroups.includes(handle)) return [];
    return [
      error(
        at,
        `${quote(handle)} stands in excludeGroups too, and excluding wins: nothing would be demanded of it.`,
        'Remove it from one of the two.',
      ),
    ];
  });
}

function validateFrequency(
  { path, settings: { signInFrequency } }: WrittenPolicy,
  { locate }: RuleInput,
): Problem[] {
  if (signInFrequency === undefined || parseSignInFrequency(signInFrequency) !== undefined) return [];
  return [
    error(
      locate([...path, 'signInFrequency']),
      `${quote(signInFrequency)} is not a frequency that Entra takes.`,
      'Write whole hours from PT1H to PT23H, or whole days from P1D to P365D.',
    ),
  ];
}
