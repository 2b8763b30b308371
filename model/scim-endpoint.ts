/** The SCIM endpoint of an IAM Identity Center instance, as its console shows it. */

/** AWS: "Using IAM Identity Center across multiple AWS Regions", SCIM endpoints: IPv4, and dual-stack. */
const HOSTS = ['amazonaws.com', 'api.aws'];

const ENDPOINT =
  /^https:\/\/scim\.([a-z]{2}(?:-[a-z]+)+-\d)\.([a-z.]+)\/([A-Za-z0-9][A-Za-z0-9._-]*)\/scim\/v2$/;

export interface ScimEndpoint {
  readonly region: string;
  /** What tells one instance from another, on either host. */
  readonly tenant: string;
}

/** Undefined for what isn't a SCIM endpoint of AWS's. */
export function parseScimEndpoint(url: string): ScimEndpoint | undefined {
  const [, region = '', host = '', tenant = ''] = ENDPOINT.exec(url) ?? [];
  return HOSTS.includes(host) ? { region, tenant } : undefined;
}

export const describeScimEndpoint = (region: string): string =>
  HOSTS.map((host) => `https://scim.${region}.${host}/<tenant>/scim/v2`).join(' or ');
