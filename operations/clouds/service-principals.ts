/** The service principals of an environment's applications, found in Entra by what AWS knows them by. */
import type { ApplicationConfig } from '../../model/config.js';
import { emergencyIdentifier } from '../../model/console-saml.js';
import type { Environment } from '../../model/environment.js';
import { quote } from '../../model/text.js';
import { certificateEnd, certificateName } from '../../stacks/entra/display-names.js';
import { askGraph } from './cloud-error.js';
import type { Graph } from './graph.js';
import { hasIdentifier } from './odata.js';

/** An enterprise application of an environment. */
export interface FederatedApplication {
  readonly lane: 'identity-center' | 'emergency';
  readonly settings: Pick<ApplicationConfig, 'displayName' | 'certificates' | 'activeCertificate'>;
  /** The entity ID of AWS's side, which no two applications of a tenant share. */
  readonly identifier: string;
}

/** As Microsoft Graph has it. */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly appRoleAssignmentRequired: boolean;
  readonly preferredSingleSignOnMode: string | null;
  readonly preferredTokenSigningKeyThumbprint: string | null;
  /** Where people start. */
  readonly loginUrl: string | null;
  readonly notificationEmailAddresses: readonly string[];
  readonly samlSingleSignOnSettings: { readonly relayState: string | null } | null;
  readonly replyUrls: readonly string[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly appRoles: readonly { readonly id: string; readonly displayName: string }[];
}

export interface KeyCredential {
  readonly keyId: string;
  /** The certificate's SHA-1 thumbprint, in base64. */
  readonly customKeyIdentifier: string;
  readonly displayName: string;
  readonly endDateTime: string;
  readonly usage: 'Sign' | 'Verify';
}

export function applicationsOf({ config, serviceProvider }: Environment): FederatedApplication[] {
  const { aws, entra, emergencyAccess } = config;
  return [
    { lane: 'identity-center', settings: entra.application, identifier: serviceProvider.entityId },
    ...(emergencyAccess === undefined
      ? []
      : [
          {
            lane: 'emergency' as const,
            settings: emergencyAccess.application,
            identifier: emergencyIdentifier(aws.region, emergencyAccess.instance),
          },
        ]),
  ];
}

/** Undefined where Entra has none. */
export async function findServicePrincipal(
  graph: Graph,
  { identifier }: Pick<FederatedApplication, 'identifier'>,
): Promise<ServicePrincipal | undefined> {
  const filter = hasIdentifier(identifier);
  const path = `/v1.0/servicePrincipals?$filter=${encodeURIComponent(filter)}`;
  const [found] = await askGraph(`GET /v1.0/servicePrincipals?$filter=${filter}`, () =>
    graph.list<ServicePrincipal>(path),
  );
  return found;
}

/** 40 upper-case hexadecimal digits, as AWS's and Entra's consoles show it. */
export const thumbprintOf = ({ customKeyIdentifier }: KeyCredential): string =>
  Buffer.from(customKeyIdentifier, 'base64').toString('hex').toUpperCase();

/**
 * The certificates of a handle, the newest first: one that was made again after it had been taken out of the state has
 * the name of the one before. Those that were made elsewhere share a subject, and their ends tell them apart.
 */
export function certificatesOf<T extends KeyCredential>(
  { keyCredentials }: { readonly keyCredentials: readonly T[] },
  { settings: { certificates } }: Pick<FederatedApplication, 'settings'>,
  handle: string,
): T[] {
  const name = certificateName(handle, certificates);
  const { subject, endDate = '' } = certificates[handle] ?? {};
  return keyCredentials
    .filter(
      ({ usage, displayName, endDateTime }) =>
        usage === 'Verify' &&
        displayName === name &&
        (subject === undefined || isSameSecond(endDateTime, certificateEnd(endDate))),
    )
    .sort((a, b) => b.endDateTime.localeCompare(a.endDateTime));
}

/** Terraform’s provider tells ends to the second; Entra may know more of them. */
export const isSameSecond = (one: string, other: string): boolean =>
  Math.floor(Date.parse(one) / 1000) === Math.floor(Date.parse(other) / 1000);

export const certificateOf = <T extends KeyCredential>(
  principal: { readonly keyCredentials: readonly T[] },
  application: Pick<FederatedApplication, 'settings'>,
  handle: string,
): T | undefined => certificatesOf(principal, application, handle)[0];

/** Its subject in quotes, as messages have it. */
export const quoteCertificate = (
  { settings: { certificates } }: Pick<FederatedApplication, 'settings'>,
  handle: string,
): string => quote(certificateName(handle, certificates));

/** The handles of the certificates that stand by the config, the active one first. */
export function standingCertificates({ settings }: FederatedApplication): string[] {
  const { certificates, activeCertificate } = settings;
  return Object.keys(certificates)
    .filter((handle) => certificates[handle]?.retired !== true)
    .sort((a, b) => Number(b === activeCertificate) - Number(a === activeCertificate));
}
