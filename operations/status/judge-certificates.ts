/** Step 6, and the certificates of emergency access: what stands, what signs, and until when. */
import type { Environment } from '../../model/environment.js';
import { quote } from '../../model/text.js';
import {
  certificateOf,
  type FederatedApplication,
  type KeyCredential,
  type ServicePrincipal,
  standingCertificates,
  thumbprintOf,
} from '../clouds/service-principals.js';
import { endingOf, isOver, wordEnding } from './ending.js';
import { type Check, done, notDone } from './step.js';
import { applyIt } from './words.js';

/** @param now Decides what is over, and what ends soon. */
export function judgeCertificates(
  environment: Environment,
  application: FederatedApplication,
  principal: ServicePrincipal,
  now: Date,
): Check[] {
  const { activeCertificate } = application.settings;
  return [
    ...standingCertificates(application).map((handle) =>
      judgeStanding(environment, handle, certificateOf(principal, handle), now, handle === activeCertificate),
    ),
    judgeActive(environment, application, principal),
  ];
}

/** Only the end of the active one is pressing. */
function judgeStanding(
  { name }: Environment,
  handle: string,
  key: KeyCredential | undefined,
  now: Date,
  active: boolean,
): Check {
  const id = `certificate-${handle}`;
  if (key === undefined) return notDone(id, `Entra has no certificate "CN=${handle}".`, applyIt(name));
  const ending = endingOf(key.endDateTime, now);
  const finding = `"CN=${handle}" (${thumbprintOf(key)}) ${wordEnding(ending)}.`;
  const next = `Rotate it: federation handover ${name} writes how.`;
  if (!active) return done(id, finding);
  if (isOver(ending)) return notDone(id, finding, next, { ending });
  return { ...done(id, finding, { ending }), ...(ending.within === undefined ? {} : { next }) };
}

function judgeActive(
  { name }: Environment,
  { lane, settings }: FederatedApplication,
  { keyCredentials, preferredTokenSigningKeyThumbprint: preferred }: ServicePrincipal,
): Check {
  const { activeCertificate: handle, displayName } = settings;
  const key = certificateOf({ keyCredentials }, handle);
  const active = preferred?.toUpperCase();
  if (key !== undefined && active === thumbprintOf(key))
    return done('active-certificate', `${quote(displayName)} signs with "CN=${handle}", as configured.`);
  const other = keyCredentials.find((each) => thumbprintOf(each) === active)?.displayName ?? active;
  const option = lane === 'emergency' ? ' --emergency' : '';
  return notDone(
    'active-certificate',
    other === undefined
      ? `Entra doesn’t say that ${quote(displayName)} signs with "CN=${handle}", or with any.`
      : `${quote(displayName)} signs with ${quote(other)}, and the config says "CN=${handle}".`,
    `Once AWS trusts it: federation activate-certificate ${name} ${handle}${option}.`,
    key === undefined ? {} : { values: [{ label: 'Thumbprint', value: thumbprintOf(key) }] },
  );
}
