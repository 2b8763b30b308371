import { CERTIFICATE } from './empty-stack.js';
import { describeAddress } from './explain/describe-address.js';
import type { Plan } from './plan.js';

/** What to do by hand where a plan makes signing certificates: the provider can't say which one Entra signs with. */
export function adviseActivation({ environment: { config }, changes }: Plan): string | undefined {
  const kinds = new Set(
    changes
      .filter(({ address, action }) => action === 'create' && address.startsWith(`${CERTIFICATE}.`))
      .map(({ address }) => describeAddress(address)?.kind),
  );
  const applications = [
    ...(kinds.has('certificate') ? [config.entra.application] : []),
    ...(kinds.has('emergency-certificate') ? [config.emergencyAccess?.application] : []),
  ];
  if (applications.length === 0) return undefined;
  return applications
    .flatMap((application) => application ?? [])
    .map(
      ({ displayName, activeCertificate }) =>
        `Activate certificate "CN=${activeCertificate}" in Entra by hand if it isn't active yet: once it is applied and AWS has the new metadata, in Enterprise applications, "${displayName}", Single sign-on, SAML Certificates.`,
    )
    .join('\n');
}
