/** How values and names are put into messages. */
import { distance } from 'fastest-levenshtein';

/** Orders by code unit, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Letters and digits, longer than any id, and without what breaks up a text or a path: perhaps a token, put in a wrong place. */
const PERHAPS_SECRET = /^(?=.*\d)(?=.*[A-Za-z])[^\s/]{65,}$/;

/** The value of a URL's parameter that carries a credential, such as that of a shared access signature. */
export const SECRET_PARAMETER =
  /(?<=[?&](?:sig|signature|token|\w+[_-]token|password|secret|api[_-]?key|access[_-]?key)=)[^&#\s]+/gi;

/**
 * A value in quotes, cut after 80 characters; line ends and control characters are escaped. Credentials in a URL are
 * hidden, and so is what may be a secret.
 */
export function quote(value: string): string {
  if (PERHAPS_SECRET.test(value)) return JSON.stringify(`${value.slice(0, 4)}…`);
  const shown = value.replace(/:\/\/[^/\s]*@/g, '://***@').replace(SECRET_PARAMETER, '***');
  return JSON.stringify(shown.length > 80 ? `${shown.slice(0, 80)}…` : shown);
}

/** What names are compared by where case and the composition of letters make no difference, as in Entra. */
export const foldName = (name: string): string => name.normalize('NFC').toLowerCase();

/** `a, b and c`. */
export function listAll(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const LISTED = 20;

/** `Defined: a, b, c. Did you mean "b"?`: the names there are, 20 at most, and the near one if there is one. */
export function nameChoices(label: string, names: Iterable<string>, wanted: string): string {
  const all = [...names].sort(compareText);
  if (all.length === 0) return `${label}: none.`;
  const rest = all.length > LISTED ? ` and ${all.length - LISTED} more` : '';
  const near = nearMatch(wanted, all);
  const suggestion = near === undefined ? '' : ` Did you mean ${quote(near)}?`;
  return `${label}: ${all.slice(0, LISTED).join(', ')}${rest}.${suggestion}`;
}

/**
 * The one name that is near: at most a third of its letters differ, two at most, whatever the case. None where
 * two names are equally near. Where none is near, the one name that starts so, from three letters on.
 */
export function nearMatch(wanted: string, names: readonly string[]): string | undefined {
  const allowed = Math.min(2, Math.ceil(wanted.length / 3));
  let best = allowed + 1;
  let nearest: string[] = [];
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) > allowed) continue;
    const away = distance(name.toLowerCase(), wanted.toLowerCase());
    if (away > best || away > allowed) continue;
    nearest = away < best ? [name] : [...nearest, name];
    best = away;
  }
  if (nearest.length === 0) nearest = names.filter((name) => startsSo(name, wanted));
  return nearest.length === 1 ? nearest[0] : undefined;
}

const startsSo = (name: string, wanted: string): boolean =>
  wanted.length >= 3 && name.toLowerCase().startsWith(wanted.toLowerCase());
