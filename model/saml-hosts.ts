/** Where IAM Identity Center takes part in SAML: the only URLs that AWS's metadata may name. */
import { partitionOf } from './partition.js';

/** One path segment of plain characters. AWS doesn't say what its ids are made of; a `*` would be a wildcard in Entra. */
const URL_FORM =
  /^https:\/\/([a-z]{2}(?:-[a-z]+)+-\d)\.([a-z.-]+)\/platform\/saml\/(acs\/)?[A-Za-z0-9][A-Za-z0-9._~-]*$/;

/** The Region of an instance by its issuer (entity ID); undefined for what isn't an issuer of AWS's. */
export function regionOfIssuer(url: string): string | undefined {
  const [, region = '', host, reply] = URL_FORM.exec(url) ?? [];
  return reply === undefined && host === partitionOf(region).identityCenter.issuer ? region : undefined;
}

/** Whether a URL is a reply URL of AWS's, in any Region of the partition that `region` is in. */
export function isReplyUrl(url: string, region: string): boolean {
  const [, other = '', host = '', reply] = URL_FORM.exec(url) ?? [];
  const partition = partitionOf(region);
  return (
    reply !== undefined && partitionOf(other) === partition && partition.identityCenter.replies.includes(host)
  );
}

/** What an issuer in a Region looks like. */
export function describeIssuer(region: string): string {
  return `https://${region}.${partitionOf(region).identityCenter.issuer}/platform/saml/<id>`;
}

/** What the reply URLs of an instance in a Region look like. */
export function describeReplyUrls(region: string): string[] {
  return partitionOf(region).identityCenter.replies.map(
    (host) => `https://<region>.${host}/platform/saml/acs/<id>`,
  );
}
