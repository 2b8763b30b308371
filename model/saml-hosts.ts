/** Where IAM Identity Center takes part in SAML: the only URLs that AWS's metadata may name. */

interface SamlHosts {
  /** What follows `<region>.` in the issuer's host. */
  readonly issuer: string;
  /** The same for each form of reply (ACS) URL; which ones an instance has depends on its age and its Regions. */
  readonly replies: readonly string[];
}

/** The commercial Regions (AWS: "Using IAM Identity Center across multiple AWS Regions", ACS endpoints). */
const AWS: SamlHosts = {
  issuer: 'signin.aws.amazon.com',
  replies: ['signin.aws.amazon.com', 'signin.aws', 'sso.signin.aws'],
};

const GOVCLOUD: SamlHosts = {
  issuer: 'signin.amazonaws-us-gov.com',
  replies: ['signin.amazonaws-us-gov.com', 'sso.signin.amazonaws-us-gov.com'],
};

/** Regions of China are refused by a rule of their own. */
const hostsOf = (region: string): SamlHosts => (region.startsWith('us-gov-') ? GOVCLOUD : AWS);

/** One path segment of plain characters. AWS doesn't say what its ids are made of; a `*` would be a wildcard in Entra. */
const URL_FORM =
  /^https:\/\/([a-z]{2}(?:-[a-z]+)+-\d)\.([a-z.-]+)\/platform\/saml\/(acs\/)?[A-Za-z0-9][A-Za-z0-9._~-]*$/;

/** The Region of an instance by its issuer (entity ID); undefined for what isn't an issuer of AWS's. */
export function regionOfIssuer(url: string): string | undefined {
  const [, region = '', host, reply] = URL_FORM.exec(url) ?? [];
  return reply === undefined && host === hostsOf(region).issuer ? region : undefined;
}

/** Whether a URL is a reply URL of AWS's, in any Region of the partition that `region` is in. */
export function isReplyUrl(url: string, region: string): boolean {
  const [, other = '', host = '', reply] = URL_FORM.exec(url) ?? [];
  const hosts = hostsOf(region);
  return reply !== undefined && hostsOf(other) === hosts && hosts.replies.includes(host);
}

/** What an issuer in a Region looks like. */
export function describeIssuer(region: string): string {
  return `https://${region}.${hostsOf(region).issuer}/platform/saml/<id>`;
}

/** What the reply URLs of an instance in a Region look like. */
export function describeReplyUrls(region: string): string[] {
  return hostsOf(region).replies.map((host) => `https://<region>.${host}/platform/saml/acs/<id>`);
}
