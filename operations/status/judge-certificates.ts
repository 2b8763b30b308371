/** Step 6, and the certificates of emergency access: what stands, what signs, and until when. */
import type { Environment } from '../../model/environment.js';
import { quote } from '../../model/text.js';
import {
  certificateOf,
  type FederatedApplication,
  type KeyCredential,
  quoteCertificate,
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
  return [
    ...standingCertificates(application).map((handle) =>
      judgeStanding(environment, application, handle, certificateOf(principal, application, handle), now),
    ),
    judgeActive(environment, application, principal),
  ];
}

/** Only the end of the active one is pressing. */
function judgeStanding(
  environment: Environment,
  application: FederatedApplication,
  handle: string,
  key: KeyCredential | undefined,
  now: Date,
): Check {
  const name = quoteCertificate(application, handle);
  const id = `certificate-${handle}`;
  if (key === undefined) return notDone(id, `Entra has no certificate ${name}.`, applyIt(environment.name));
  const ending = endingOf(key.endDateTime, now);
  const finding = `${name} (${thumbprintOf(key)}) ${wordEnding(ending)}.`;
  const next = `Rotate it: federation handover ${environment.name} writes how.`;
  if (handle !== application.settings.activeCertificate) return done(id, finding);
  if (isOver(ending)) return notDone(id, finding, next, { ending });
  return { ...done(id, finding, { ending }), ...(ending.within === undefined ? {} : { next }) };
}

function judgeActive(
  { name }: Environment,
  application: FederatedApplication,
  { keyCredentials, preferredTokenSigningKeyThumbprint: preferred }: ServicePrincipal,
): Check {
  const { lane, settings } = application;
  const { activeCertificate: handle, displayName } = settings;
  const key = certificateOf({ keyCredentials }, application, handle);
  const wanted = quoteCertificate(application, handle);
  const active = preferred?.toUpperCase();
  if (key !== undefined && active === thumbprintOf(key))
    return done('active-certificate', `${quote(displayName)} signs with ${wanted}, as configured.`);
  const other = keyCredentials.find((each) => thumbprintOf(each) === active)?.displayName ?? active;
  const option = lane === 'emergency' ? ' --emergency' : '';
  return notDone(
    'active-certificate',
    other === undefined
      ? `Entra doesn’t say that ${quote(displayName)} signs with ${wanted}, or with any.`
      : `${quote(displayName)} signs with ${quote(other)}, and the config says ${wanted}.`,
    `Once AWS trusts it: federation activate-certificate ${name} ${handle}${option}.`,
    key === undefined ? {} : { values: [{ label: 'Thumbprint', value: thumbprintOf(key) }] },
  );
}
