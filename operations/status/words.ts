/** Ways that several steps end in the same next action. */
import { listAll, quote } from '../../model/text.js';

/** What the federation command changes by itself. */
export const applyIt = (environment: string): string =>
  `federation plan ${environment}, then federation apply ${environment}.`;

/** Where in Entra's admin center a page of an application is. */
export const inEntra = (application: string, page: string): string =>
  `Entra admin center, Enterprise applications, ${quote(application)}, ${page}`;

const LISTED = 20;

/** `a, b and c`, 20 at most. */
export function listSome(names: readonly string[]): string {
  const rest = names.length - LISTED;
  return rest > 0 ? `${names.slice(0, LISTED).join(', ')} and ${rest} more` : listAll(names);
}

/** `1 group`, `2 groups`. */
export const count = (number: number, what: string, several = `${what}s`): string =>
  `${number} ${number === 1 ? what : several}`;
