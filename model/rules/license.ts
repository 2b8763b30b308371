import { error } from '../problem.js';
import { compareText, quote } from '../text.js';
import type { Rule } from './rule.js';

/** A tenant without a paid licence can't assign groups to an application, nor have dynamic ones. */
export const validateLicense: Rule = ({ draft, locate }) => {
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
};
