/** Has Entra sign with a certificate: the one step of it that Terraform's provider has no argument for. */
import type { Environment } from '../../model/environment.js';
import { renderPlace } from '../../model/problem.js';
import { listAll } from '../../model/text.js';
import { certificateName } from '../../stacks/entra/display-names.js';
import { askGraph, CloudError } from '../clouds/cloud-error.js';
import type { Graph } from '../clouds/graph.js';
import {
  applicationsOf,
  certificateOf,
  type FederatedApplication,
  findServicePrincipal,
  quoteCertificate,
  type ServicePrincipal,
  thumbprintOf,
} from '../clouds/service-principals.js';
import { UserError } from '../user-error.js';

/** What is to be done, once it is agreed to. */
export interface Activation {
  readonly environment: string;
  /** The handle. */
  readonly certificate: string;
  readonly subject: string;
  /** The application's name. */
  readonly application: string;
  readonly servicePrincipalId: string;
  readonly thumbprint: string;
  /** The day on which the certificate ends. */
  readonly ends: string;
  /** Entra signs with it already. */
  readonly active: boolean;
  /** The config names another one. */
  readonly warning?: string;
}

/** Finds the certificate of that handle in Entra. Throws a UserError where config or Entra has none, or it is over. */
export async function findActivation(
  environment: Environment,
  { lane, certificate }: { readonly lane: FederatedApplication['lane']; readonly certificate: string },
  graph: Graph,
  now: Date,
): Promise<Activation> {
  const application = applicationWith(environment, lane, certificate);
  const { displayName, activeCertificate } = application.settings;
  const principal = await findServicePrincipal(graph, application);
  if (principal === undefined)
    throw new UserError(
      `Entra has no application with the identifier ${application.identifier}. Apply first.`,
    );
  const key = certificateOf(principal, application, certificate);
  if (key === undefined)
    throw new UserError(
      `The application "${displayName}" has no certificate ${quoteCertificate(application, certificate)} in Entra. Apply first.`,
    );
  if (new Date(key.endDateTime) <= now)
    throw new UserError(
      `The certificate ${quoteCertificate(application, certificate)} ended on ${key.endDateTime.slice(0, 10)}. Add another under a new handle.`,
    );
  const thumbprint = thumbprintOf(key);
  return {
    environment: environment.name,
    certificate,
    subject: certificateName(certificate, application.settings.certificates),
    application: displayName,
    servicePrincipalId: principal.id,
    thumbprint,
    ends: key.endDateTime.slice(0, 10),
    active: principal.preferredTokenSigningKeyThumbprint?.toUpperCase() === thumbprint,
    ...(certificate === activeCertificate ? {} : { warning: namesAnother(environment, application) }),
  };
}

/** Activates it, and asks Entra whether it took. Throws a CloudError where it didn't. */
export async function activate({ servicePrincipalId, thumbprint }: Activation, graph: Graph): Promise<void> {
  const path = `/v1.0/servicePrincipals/${servicePrincipalId}`;
  await askGraph(`PATCH ${path}`, () =>
    graph.patch(path, { preferredTokenSigningKeyThumbprint: thumbprint }),
  );
  const after = await askGraph(`GET ${path}`, () => graph.get<ServicePrincipal>(path));
  if (after.preferredTokenSigningKeyThumbprint?.toUpperCase() === thumbprint) return;
  throw new CloudError(
    'failed',
    'Microsoft Graph',
    `PATCH ${path}`,
    `The active certificate is still ${after.preferredTokenSigningKeyThumbprint ?? 'none'}.`,
  );
}

function applicationWith(
  environment: Environment,
  lane: FederatedApplication['lane'],
  certificate: string,
): FederatedApplication {
  const application = applicationsOf(environment).find((each) => each.lane === lane);
  if (application === undefined) throw new UserError(`${environment.name} has no emergency access.`);
  const standing = Object.entries(application.settings.certificates)
    .filter(([, { retired }]) => retired !== true)
    .map(([handle]) => handle);
  if (standing.includes(certificate)) return application;
  throw new UserError(
    `"${application.settings.displayName}" has no certificate "${certificate}" in the config. Standing: ${listAll(standing)}.`,
  );
}

function namesAnother({ locate }: Environment, { lane, settings }: FederatedApplication): string {
  const path = [
    ...(lane === 'emergency' ? ['emergencyAccess'] : ['entra']),
    'application',
    'activeCertificate',
  ];
  return `${renderPlace(locate(path))} says activeCertificate: ${settings.activeCertificate}. Change it too, or what it says isn't what is.`;
}
