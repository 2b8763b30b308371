/** `azuread_service_principal_token_signing_certificate`. */
import { X509Certificate } from 'node:crypto';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { RefusedError, type Attributes, type ResourceType } from '../resource.js';
import { servicePrincipalId, signingCertificateId } from './ids.js';
import { attempt, found, refused } from './refusals.js';
import { check, type Rule } from './validation.js';
import { orNull, text } from './values.js';

export const tokenSigningCertificate: ResourceType = {
  type: 'azuread_service_principal_token_signing_certificate',
  forceNew: ['service_principal_id', 'display_name', 'end_date'],
  sensitive: ['value'],

  validate: (config) => [
    ...check(config['service_principal_id'], 'service_principal_id', servicePrincipalId.rule),
    ...check(config['display_name'], 'display_name', commonName),
    ...check(config['end_date'], 'end_date', timestamp),
  ],

  async create({ world: { entra } }, planned) {
    const [principal] = servicePrincipalId.parse(text(planned['service_principal_id']));
    const { customKeyIdentifier } = await entra.tokenSigning
      .add(principal, {
        displayName: orNull(text(planned['display_name'])),
        endDateTime: orNull(text(planned['end_date'])),
      })
      .catch((error: unknown) => {
        throw refused(
          error,
          `Could not add token signing certificate to Service Principal (Service Principal: "${principal}")`,
        );
      });
    // Graph answers with the id of the key that signs; the resource goes by the one that verifies.
    const verify = entra.servicePrincipals
      .get(principal)
      .keyCredentials.find(
        (key) => key.usage === 'Verify' && key.customKeyIdentifier === customKeyIdentifier,
      );
    const made = attributes(entra, principal, verify?.keyId ?? '');
    if (!made)
      throw new Error(`Could not determine the key ID of the certificate that was added to "${principal}".`);
    return made;
  },

  async read({ world: { entra } }, state) {
    const [principal, keyId] = signingCertificateId.parse(text(state['id']));
    return found(() => attributes(entra, principal, keyId));
  },

  /**
   * As the provider has it from 3.7.0 on (issue 1690): it takes the keys of the last credential that is not this one.
   * Of several certificates that is a sibling, unless this is the newest; the provider then waits five minutes for
   * its own to go, and fails.
   */
  async remove({ world: { entra } }, state) {
    const [principal, keyId] = signingCertificateId.parse(text(state['id']));
    const summary = `Removing token signing certificate credentials "${keyId}" from Service Principal (Service Principal: "${principal}")`;
    attempt(summary, () => {
      const { keyCredentials, passwordCredentials } = entra.servicePrincipals.get(principal);
      const doomed = keyCredentials.filter((key) => key.keyId !== keyId).at(-1)?.customKeyIdentifier;
      entra.servicePrincipals.update(principal, {
        keyCredentials: keyCredentials.filter((key) => key.customKeyIdentifier !== doomed),
        passwordCredentials: passwordCredentials.filter(
          (password) => password.customKeyIdentifier !== doomed,
        ),
      });
    });
    if (attributes(entra, principal, keyId)) {
      throw new RefusedError({
        summary: `Waiting for deletion of token signing certificate credential "${keyId}" Service Principal (Service Principal: "${principal}")`,
        detail:
          'The certificate still stands, and another one of this service principal is gone: azuread deletes a sibling (issue 1690). The real provider says so after five minutes.',
      });
    }
  },

  async import(_connection, id) {
    signingCertificateId.parse(id);
    return { id };
  },
};

function attributes(entra: EntraTenant, principal: string, keyId: string): Attributes | null {
  const credential = entra.servicePrincipals.get(principal).keyCredentials.find((key) => key.keyId === keyId);
  if (!credential) return null;
  const certificate = new X509Certificate(Buffer.from(credential.key ?? '', 'base64'));
  return {
    id: signingCertificateId.format(principal, keyId),
    display_name: credential.displayName,
    end_date: credential.endDateTime,
    key_id: keyId,
    service_principal_id: servicePrincipalId.format(principal),
    start_date: credential.startDateTime,
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    value: credential.key,
  };
}

const commonName: Rule = (value, argument) =>
  /^(CN=.+)?$/.test(value)
    ? null
    : `expected value of ${argument} to match regular expression "^CN=.+$|^$", got ${value}`;

const timestamp: Rule = (value, argument) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
  !Number.isNaN(Date.parse(value))
    ? null
    : `expected "${argument}" to be a valid RFC3339 date, got "${value}"`;
