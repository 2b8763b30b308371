import { CERTIFICATE } from './empty-stack.js';
import type { Plan } from './plan.js';

/** What to do by hand where a plan makes signing certificates: the provider can't say which one Entra signs with. */
export function adviseActivation({ environment, changes }: Plan): string | undefined {
  const made = changes.some(
    ({ address, action }) => action === 'create' && address.startsWith(`${CERTIFICATE}.`),
  );
  if (!made) return undefined;
  const { displayName, activeCertificate } = environment.config.entra.application;
  return `Activate certificate "CN=${activeCertificate}" in Entra by hand if it isn't active yet: once it is applied and AWS has the new metadata, in Enterprise applications, "${displayName}", Single sign-on, SAML Certificates.`;
}
