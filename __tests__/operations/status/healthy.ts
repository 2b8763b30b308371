/** How both clouds stand where all is well, for the small config; tests change what they are about. */
import type { Environment } from '../../../model/environment.js';
import type { ServicePrincipal } from '../../../operations/clouds/service-principals.js';
import {
  assignmentKey,
  type AwsFacts,
  type EntraFacts,
  type Facts,
  type Job,
} from '../../../operations/status/facts.js';
import type { Unread } from '../../../operations/status/reading.js';
import { reportStatus, type Status } from '../../../operations/status/status.js';
import { loadConfig, METADATA, provisionedConfig, TODAY } from '../../helpers/config.js';

/** SHA-1 thumbprints, in base64 as Microsoft Graph has them, of two certificates that nobody made. */
export const THUMBPRINT = {
  hex: 'A'.repeat(40),
  base64: Buffer.from('A'.repeat(40), 'hex').toString('base64'),
};
export const OTHER = { hex: 'B'.repeat(40), base64: Buffer.from('B'.repeat(40), 'hex').toString('base64') };

export const replyUrls = [...METADATA.matchAll(/Location="([^"]+)"/g)].map(([, url = '']) => url);

export const certificate = (name: string, endDateTime: string, { base64 } = THUMBPRINT) => ({
  keyId: 'k',
  customKeyIdentifier: base64,
  displayName: `CN=${name}`,
  endDateTime,
  usage: 'Verify' as const,
});

export const application: ServicePrincipal = {
  id: 'principal',
  appId: 'application',
  displayName: 'AWS IAM Identity Center',
  accountEnabled: true,
  appRoleAssignmentRequired: true,
  preferredSingleSignOnMode: 'saml',
  preferredTokenSigningKeyThumbprint: THUMBPRINT.hex,
  loginUrl: 'https://test.awsapps.com/start',
  notificationEmailAddresses: [],
  samlSingleSignOnSettings: null,
  replyUrls,
  keyCredentials: [certificate('c2026', '2029-06-30T00:00:00Z')],
  appRoles: [],
};

export const job: Job = {
  id: 'job',
  templateId: 'aWSSingleSignon',
  schedule: { state: 'Active' },
  status: {
    code: 'Active',
    lastExecution: { state: 'Succeeded', timeEnded: '2026-11-22T11:30:00Z', countEscrowed: 0, error: null },
    quarantine: null,
  },
};

const role = '8774f594-1d59-4279-b9d9-59ef09a23530';
const assignedGroup = (principalId: string, principalDisplayName: string) => ({
  appRoleId: role,
  principalId,
  principalDisplayName,
  principalType: 'Group' as const,
});
const person = (id: string, userPrincipalName: string) => ({
  '@odata.type': '#microsoft.graph.user',
  id,
  userPrincipalName,
  accountEnabled: true,
});

export const healthyEntra: EntraFacts = {
  application: { found: application },
  assigned: { found: [assignedGroup('g1', 'Admins'), assignedGroup('g2', 'Developers')] },
  users: { found: new Map() },
  members: {
    found: new Map([
      ['g1', [person('u1', 'ada@test.example')]],
      ['g2', [person('u1', 'ada@test.example'), person('u2', 'bob@test.example')]],
    ]),
  },
  job: { found: job },
  connection: { found: null },
};

export const healthyAws: AwsFacts = {
  account: { found: '000000000001' },
  instance: {
    found: {
      arn: 'arn:aws:sso:::instance/ssoins-1',
      identityStoreId: 'd-9967000001',
      owner: '000000000001',
      status: 'ACTIVE',
    },
  },
  store: {
    users: {
      found: [
        { id: 'a1', userName: 'ada@test.example', external: true },
        { id: 'a2', userName: 'bob@test.example', external: true },
      ],
    },
    groups: {
      found: [
        { id: 'b1', displayName: 'Admins', external: true },
        { id: 'b2', displayName: 'Developers', external: true },
      ],
    },
    members: {
      found: new Map([
        ['b1', new Set(['a1'])],
        ['b2', new Set(['a1', 'a2'])],
      ]),
    },
  },
  permissionSets: {
    found: new Map([
      ['Administrator', 'set-a'],
      ['Developer', 'set-d'],
    ]),
  },
  assignments: {
    found: new Set([
      assignmentKey('GROUP', 'b1', 'set-a', '111111111111'),
      assignmentKey('GROUP', 'b1', 'set-a', '222222222222'),
      assignmentKey('GROUP', 'b2', 'set-d', '111111111111'),
    ]),
  },
};

export interface Changes {
  readonly entra?: Partial<EntraFacts>;
  readonly aws?: Partial<AwsFacts>;
  readonly emergency?: Facts['emergency'];
}

/** @param now Noon of the tests' day. */
export function statusOf(
  { entra, aws, emergency }: Changes = {},
  environment: Environment = loadConfig(provisionedConfig()),
  now = new Date(TODAY.getTime() + 43_200_000),
): Status {
  const facts = { entra: { ...healthyEntra, ...entra }, aws: { ...healthyAws, ...aws }, emergency };
  return reportStatus(environment, facts, now);
}

export const denied = (request: string, needs: string): { readonly unread: Unread } => ({
  unread: { kind: 'denied', request, needs, said: 'no' },
});
