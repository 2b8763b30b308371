import { error, type Problem } from '../problem.js';
import { compareText, quote } from '../text.js';
import { conditionalAccessOf } from './conditional-access.js';
import type { Rule, RuleInput } from './rule.js';

/** What the tenant's licence doesn't allow. */
export const validateLicense: Rule = (input) => [...validateGroups(input), ...validatePolicies(input)];

/** A tenant without a paid licence can't assign groups to an application, nor have dynamic ones. */
function validateGroups({ draft, locate }: RuleInput): Problem[] {
  const handles = [...draft.groups.defined].sort(compareText);
  if (draft.entra.license !== 'free' || handles.length === 0) return [];
  const listed =
    handles.length > 5
      ? `${handles.slice(0, 5).join(', ')} and ${handles.length - 5} more`
      : handles.join(', ');
  const dynamic = [...draft.groups.entries].flatMap(([handle, { managed }]) =>
    managed?.rule === undefined ? [] : [handle],
  );
  return [
    error(
      locate(['entra', 'license']),
      `"free" can’t assign groups to an application, and groups are defined: ${listed}.`,
      'Name the people under users and in the access lines, or give the tenant licence p1.',
    ),
    ...dynamic.map((handle) =>
      error(
        locate(['groups', handle, 'managed', 'rule']),
        `makes ${quote(handle)} a dynamic group, which needs licence p1 or p2; entra.license is free.`,
        'List its members, or give the tenant licence p1.',
      ),
    ),
  ];
}

/** Conditional access needs p1, and what Entra knows of risks p2. */
function validatePolicies({ draft, locate }: RuleInput): Problem[] {
  const { license } = draft.entra;
  return conditionalAccessOf(draft).flatMap(({ path, settings }) => {
    if (license === 'free') {
      return [
        error(
          locate(path),
          'needs licence p1 or p2; entra.license is free.',
          'Leave it out and turn on Entra’s security defaults, which demand multifactor authentication of everybody, or give the tenant licence p1.',
        ),
      ];
    }
    if (license !== 'p1') return [];
    return (['signInRisk', 'userRisk'] as const)
      .filter((risk) => settings[risk] !== undefined)
      .map((risk) =>
        error(
          locate([...path, risk]),
          'needs licence p2, for Entra rates no risk without it; entra.license is p1.',
          'Leave it out: then the rest is demanded whatever the risk. Or give the tenant licence p2.',
        ),
      );
  });
}
