import { appRoleId } from '../../../model/emergency-role.js';
import type { EmergencyFacts } from '../../../operations/status/facts.js';
import { emergencyConfig, loadConfig } from '../../helpers/config.js';
import { application, certificate, denied, healthyEntra, statusOf, THUMBPRINT } from './healthy.js';
import { checkOf, said } from './live.js';

const environment = loadConfig(emergencyConfig());
const role = appRoleId(environment.config.entra.tenantId, 'BreakGlass');
const provider = 'arn:aws:iam::444444444444:saml-provider/EntraEmergencyAccess';
const trusting = (principal: string) => ({ found: JSON.stringify({ Principal: principal }) });

const healthy: EmergencyFacts = {
  application: {
    found: {
      ...application,
      displayName: 'AWS Emergency Access',
      accountEnabled: false,
      keyCredentials: [certificate('e2026', '2029-06-30T00:00:00Z')],
    },
  },
  assigned: {
    found: [
      { appRoleId: role, principalId: 'g1', principalDisplayName: 'Admins', principalType: 'Group' },
      { appRoleId: role, principalId: 'u5', principalDisplayName: 'Eve', principalType: 'User' },
    ],
  },
  provider: { found: [THUMBPRINT.hex] },
  roles: [
    { role: 'BreakGlass', account: 'emergency', trust: trusting(provider) },
    { role: 'BreakGlass', account: 'prod', trust: trusting('arn:aws:iam::444444444444:role/BreakGlass') },
  ],
};

const withEmergency = (changes: Partial<EmergencyFacts> = {}) =>
  statusOf(
    {
      entra: { ...healthyEntra, users: { found: new Map([['eve', 'u5']]) } },
      emergency: { ...healthy, ...changes },
    },
    environment,
  );

test('ready and off is done', () => {
  expect(withEmergency().steps[17]).toMatchObject({ number: 18, state: 'done' });
});

test.each<[string, string, Partial<EmergencyFacts>, string]>([
  [
    'no application',
    'emergency-application',
    { application: { found: null } },
    'Entra has no "AWS Emergency Access".',
  ],
  [
    'no SAML provider',
    'emergency-provider',
    { provider: { found: null } },
    'The emergency account has no SAML provider.',
  ],
  [
    'another certificate',
    'emergency-provider',
    { provider: { found: ['C'.repeat(40)] } },
    `The SAML provider doesn’t trust ${THUMBPRINT.hex}.`,
  ],
  [
    'no role',
    'emergency-roles',
    { roles: [{ role: 'BreakGlass', account: 'prod', trust: { found: null } }] },
    'prod has no role BreakGlass.',
  ],
  [
    'a role that trusts somebody else',
    'emergency-roles',
    { roles: [{ role: 'BreakGlass', account: 'emergency', trust: trusting('arn:aws:iam::1:root') }] },
    `The role BreakGlass in emergency doesn’t trust ${provider}.`,
  ],
  [
    'a counterpart that trusts somebody else',
    'emergency-roles',
    { roles: [{ role: 'BreakGlass', account: 'prod', trust: trusting(provider) }] },
    'The role BreakGlass in prod doesn’t trust arn:aws:iam::444444444444:role/BreakGlass.',
  ],
  [
    'somebody who isn’t assigned to the role',
    'emergency-assigned',
    { assigned: { found: [] } },
    'Not assigned: Admins (BreakGlass) and eve@test.example (BreakGlass).',
  ],
])('%s is not done', (_, id, changes, finding) => {
  expect(checkOf(withEmergency(changes), id)).toMatchObject({ state: 'not-done', finding });
});

test('an account that the caller may not look into', () => {
  const trust = denied('iam GetRole BreakGlass in 222222222222', 'sts:AssumeRole of FederationDeployer');
  const status = withEmergency({ roles: [{ role: 'BreakGlass', account: 'prod', trust }] });
  expect(said(checkOf(status, 'emergency-roles'))).toBe(
    'unknown: The caller may not ask: iam GetRole BreakGlass in 222222222222. Next: Let the caller have sts:AssumeRole of FederationDeployer.',
  );
});
