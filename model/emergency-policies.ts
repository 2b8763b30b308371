/** The policies of emergency access, as IAM's JSON: who may assume its roles, and what they may assume. */
import { globalSignInUrl, regionalSignInUrl } from './console-saml.js';

/** Whoever is named stays named, also in the roles that are assumed from there. */
const KEEPING_IDENTITY = ['sts:TagSession', 'sts:SetSourceIdentity'];

/** People who sign in through the SAML provider, at the global endpoint or in one of the Regions. */
export function trustProvider(
  providerArn: string,
  { region, signInRegions }: { readonly region: string; readonly signInRegions: readonly string[] },
): string {
  return render({
    Principal: { Federated: providerArn },
    Action: ['sts:AssumeRoleWithSAML', ...KEEPING_IDENTITY],
    Condition: {
      StringEquals: { 'SAML:aud': [globalSignInUrl(region), ...signInRegions.map(regionalSignInUrl)] },
    },
  });
}

/** One role, and nobody else. */
export const trustRole = (roleArn: string): string =>
  render({ Principal: { AWS: roleArn }, Action: ['sts:AssumeRole', ...KEEPING_IDENTITY] });

/** What lets a role go on to others. It holds no white space, and grows by each ARN. */
export const allowAssuming = (roleArns: readonly string[]): string =>
  render({ Action: ['sts:AssumeRole', ...KEEPING_IDENTITY], Resource: roleArns });

const render = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
