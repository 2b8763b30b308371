import { type FederatedApplication, quoteCertificate } from './clouds/service-principals.js';
import { CERTIFICATE } from './empty-stack.js';
import { describeAddress } from './explain/describe-address.js';
import type { Plan } from './plan.js';

/** What is left to do where a plan makes signing certificates: the provider can't say which one Entra signs with. */
export function adviseActivation({ environment: { name, config }, changes }: Plan): string | undefined {
  const kinds = new Set(
    changes
      .filter(({ address, action }) => action === 'create' && address.startsWith(`${CERTIFICATE}.`))
      .map(({ address }) => describeAddress(address)?.kind),
  );
  const { entra, emergencyAccess } = config;
  const lines = [
    ...(kinds.has('certificate')
      ? [
          `Once it is applied and AWS has the new metadata, have Entra sign with ${quoteActive(entra.application)}: federation activate-certificate ${name} ${entra.application.activeCertificate}`,
        ]
      : []),
    ...(kinds.has('emergency-certificate') && emergencyAccess !== undefined
      ? [
          `Once it is applied, have Entra sign emergency access with ${quoteActive(emergencyAccess.application)}: federation activate-certificate ${name} ${emergencyAccess.application.activeCertificate} --emergency`,
        ]
      : []),
  ];
  return lines.length === 0 ? undefined : lines.join('\n');
}

const quoteActive = (settings: FederatedApplication['settings']): string =>
  quoteCertificate({ settings }, settings.activeCertificate);
