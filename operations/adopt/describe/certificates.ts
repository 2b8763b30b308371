/** The application's signing certificates, by handles. */
import { quote } from '../../../model/text.js';
import { HANDLE_PATTERN } from '../../../model/config.js';
import { isSameSecond, type KeyCredential, thumbprintOf } from '../../clouds/service-principals.js';
import type { ConfigDraft } from '../draft.js';
import { assignHandles } from '../handles.js';
import type { EnterpriseApplication } from './entra-objects.js';
import { ENTRA, type Notes } from './notes.js';

type Application = NonNullable<NonNullable<ConfigDraft['entra']>['application']>;

/** @param now What has ended by then is left out, but for the one that signs. */
export function describeCertificates(
  { keyCredentials, preferredTokenSigningKeyThumbprint }: EnterpriseApplication,
  now: Date,
  notes: Notes,
): Partial<Pick<Application, 'certificates' | 'activeCertificate'>> {
  const active = preferredTokenSigningKeyThumbprint?.toUpperCase();
  const standing = keyCredentials
    .filter(({ usage }) => usage === 'Verify')
    .sort((a, b) => a.endDateTime.localeCompare(b.endDateTime));
  const kept = standing.filter((key) => isKept(key, active, now, standing, notes));
  const handles = assignHandles(kept.map(nameOf), 'certificate', { keepCase: true });
  const handleOf = (key: KeyCredential) => handles.get(thumbprintOf(key)) ?? '';
  const signing =
    kept.find((key) => thumbprintOf(key) === active) ?? (kept.length === 1 ? kept[0] : undefined);
  if (signing === undefined)
    notes.leaveOut(
      'the active certificate',
      ENTRA,
      'Entra doesn’t say which one it signs with. Look it up there (SAML Certificates), and write its handle.',
    );
  return {
    certificates: Object.fromEntries(kept.map((key) => [handleOf(key), describe(key, handleOf(key))])),
    ...(signing === undefined ? {} : { activeCertificate: handleOf(signing) }),
  };
}

function isKept(
  key: KeyCredential,
  active: string | undefined,
  now: Date,
  all: readonly KeyCredential[],
  notes: Notes,
): boolean {
  if (thumbprintOf(key) === active) return true;
  const what = `signing certificate ${quote(key.displayName)} (${thumbprintOf(key)})`;
  if (new Date(key.endDateTime) <= now) {
    notes.leaveOut(what, ENTRA, `It ended on ${key.endDateTime.slice(0, 10)}. It stays as it is.`);
    return false;
  }
  const twins = all.filter(
    ({ displayName, endDateTime }) =>
      displayName === key.displayName && isSameSecond(endDateTime, key.endDateTime),
  );
  const first = twins.find((twin) => thumbprintOf(twin) === active) ?? twins[0];
  if (first === key) return true;
  notes.leaveOut(
    what,
    ENTRA,
    'Another has its subject and its end, so that the two can’t be told apart. It stays as it is.',
  );
  return false;
}

/** Of `CN=c2026` it is `c2026`; of a portal's the year of the end tells more than the subject, which all share. */
function nameOf(key: KeyCredential): { key: string; name: string } {
  const own = key.displayName.replace(/^CN=/, '');
  const name = HANDLE_PATTERN.test(own) ? own : `c${key.endDateTime.slice(0, 4)}`;
  return { key: thumbprintOf(key), name };
}

function describe(
  { displayName, endDateTime }: KeyCredential,
  handle: string,
): Application['certificates'] extends Record<string, infer T> ? T : never {
  const end = `${new Date(endDateTime).toISOString().slice(0, 19)}Z`;
  return {
    ...(displayName === `CN=${handle}` ? {} : { subject: displayName }),
    endDate: end.endsWith('T00:00:00Z') ? end.slice(0, 10) : end,
  };
}
