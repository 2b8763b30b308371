import { parseDuration } from '../duration.js';
import { error } from '../problem.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

const HOUR = 3600;

/** A session lasts from one to twelve hours. */
export const validateSessions: Rule = ({ draft, locate }) =>
  [...draft.permissionSets.entries].flatMap(([handle, { session }]) => {
    if (session === undefined) return [];
    const seconds = parseDuration(session);
    if (seconds !== undefined && seconds >= HOUR && seconds <= 12 * HOUR) return [];
    const message = seconds === undefined ? 'is not an ISO 8601 duration' : 'is not between PT1H and PT12H';
    return [
      error(
        locate(['permissionSets', handle, 'session']),
        `${quote(session)} ${message}.`,
        'Write one from PT1H to PT12H, such as PT8H or PT1H30M.',
      ),
    ];
  });
