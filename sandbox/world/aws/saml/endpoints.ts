/** Where AWS takes part in SAML, by Region (IAM Identity Center user guide, "Using IAM Identity Center across multiple AWS Regions"; IAM user guide, "Configure SAML assertions for the authentication response"). China isn't modelled. */

import { isGovCloud } from '../partition.js';

/** What follows `<region>.` in hosts. */
const signInHost = (region: string): string =>
  isGovCloud(region) ? 'signin.amazonaws-us-gov.com' : 'signin.aws.amazon.com';

export const identityCenterEntityId = (region: string, identityStoreId: string): string =>
  `https://${region}.${signInHost(region)}/platform/saml/${identityStoreId}`;

/** The default one first. */
export const assertionConsumerUrls = (region: string, tenant: string): string[] =>
  [
    signInHost(region),
    ...(isGovCloud(region) ? ['sso.signin.amazonaws-us-gov.com'] : ['signin.aws', 'sso.signin.aws']),
  ].map((host) => `https://${region}.${host}/platform/saml/acs/${tenant}`);

/** @param name The directory's id, or the alias that a person gave it. */
export const portalUrl = (region: string, name: string): string =>
  isGovCloud(region)
    ? `https://start.us-gov-home.awsapps.com/directory/${name}`
    : `https://${name}.awsapps.com/start`;

/** Whether the console's sign-in takes SAML there: the endpoint of no Region, or that of any in the partition of `region`. */
export function isConsoleEndpoint(region: string, url: string): boolean {
  const [, prefix] = /^https:\/\/(?:([a-z]{2}(?:-[a-z]+)+-\d)\.)?[a-z.-]+\/saml$/.exec(url) ?? [];
  const host = signInHost(region);
  if (url === `https://${host}/saml`) return true;
  return prefix !== undefined && signInHost(prefix) === host && url === `https://${prefix}.${host}/saml`;
}

/** What names AWS as the audience of an assertion for the console or for STS. */
export const isConsoleAudience = (region: string, audience: string): boolean =>
  audience === (isGovCloud(region) ? 'urn:amazon:webservices:govcloud' : 'urn:amazon:webservices') ||
  isConsoleEndpoint(region, audience);
