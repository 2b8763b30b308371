/** The public halves of the standing certificates, out of Microsoft Graph: no state and no Terraform is needed for them. */
import type { Environment } from '../../model/environment.js';
import { entraCloud } from '../../stacks/clouds.js';
import { renderIdentityProviderMetadata } from '../../stacks/saml/identity-provider-metadata.js';
import { askGraph } from '../clouds/cloud-error.js';
import type { Graph } from '../clouds/graph.js';
import {
  applicationsOf,
  certificateOf,
  type KeyCredential,
  type ServicePrincipal,
  standingCertificates,
  thumbprintOf,
} from '../clouds/service-principals.js';

/** A certificate that AWS is to trust. */
export interface PublicCertificate {
  readonly handle: string;
  /** Base64 of its DER. */
  readonly der: string;
  readonly thumbprint: string;
  readonly ends: string;
}

/** Of the application of Identity Center, the active one first. Graph gives the key only of one object, and where it is selected. */
export async function readCertificates(
  environment: Environment,
  { id }: ServicePrincipal,
  graph: Graph,
): Promise<PublicCertificate[]> {
  const path = `/v1.0/servicePrincipals/${id}?$select=keyCredentials`;
  const principal = await askGraph(`GET ${path}`, () => graph.get<WithKeys>(path));
  const applications = applicationsOf(environment).filter(({ lane }) => lane === 'identity-center');
  return applications.flatMap((application) =>
    standingCertificates(application).flatMap((handle) => {
      const credential = certificateOf(principal, application, handle);
      return credential?.key
        ? [
            {
              handle,
              der: credential.key,
              thumbprint: thumbprintOf(credential),
              ends: credential.endDateTime.slice(0, 10),
            },
          ]
        : [];
    }),
  );
}

interface WithKeys {
  readonly keyCredentials: readonly (KeyCredential & { readonly key?: string | null })[];
}

/** The same as Terraform’s output. */
export const renderMetadata = (
  { config: { entra } }: Environment,
  certificates: readonly PublicCertificate[],
): string =>
  renderIdentityProviderMetadata({
    cloud: entraCloud(entra.cloud),
    tenantId: entra.tenantId,
    certificates: certificates.map(({ der }) => der),
  });

/** As AWS's console imports one by itself. */
export const renderPem = ({ der }: PublicCertificate): string =>
  ['-----BEGIN CERTIFICATE-----', ...(der.match(/.{1,64}/g) ?? []), '-----END CERTIFICATE-----', ''].join(
    '\n',
  );
