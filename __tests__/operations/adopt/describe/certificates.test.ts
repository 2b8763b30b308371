import { describeCertificates } from '../../../../operations/adopt/describe/certificates.js';
import type { EnterpriseApplication } from '../../../../operations/adopt/describe/entra-objects.js';
import { Notes } from '../../../../operations/adopt/describe/notes.js';
import { certificateOf, thumbprintOf } from '../../../../operations/clouds/service-principals.js';

const PORTAL = 'CN=Microsoft Azure Federated SSO Certificate';
const NOW = new Date('2026-11-22T12:00:00Z');

const key = (displayName: string, endDateTime: string, byte: number) => ({
  customKeyIdentifier: Buffer.alloc(20, byte).toString('base64'),
  displayName,
  endDateTime,
  startDateTime: '2025-01-01T00:00:00Z',
  usage: 'Verify' as const,
});

function describeKeys(active: number, ...keys: ReturnType<typeof key>[]) {
  const notes = new Notes();
  const preferredTokenSigningKeyThumbprint = Buffer.alloc(20, active).toString('hex');
  const principal = {
    keyCredentials: keys,
    preferredTokenSigningKeyThumbprint,
  } as unknown as EnterpriseApplication;
  return {
    ...describeCertificates(principal, NOW, notes),
    told: notes.unexpressed.map(({ why }) => why),
    principal,
  };
}

test('certificates of the portal share a subject, and their ends tell them apart', () => {
  const keys = [key(PORTAL, '2028-04-17T09:31:44.1234567Z', 1), key(PORTAL, '2027-04-17T00:00:00Z', 2)];
  const { certificates = {}, activeCertificate = '', principal } = describeKeys(1, ...keys);
  expect({ certificates, activeCertificate }).toEqual({
    certificates: {
      c2027: { subject: PORTAL, endDate: '2027-04-17' },
      c2028: { subject: PORTAL, endDate: '2028-04-17T09:31:44Z' },
    },
    activeCertificate: 'c2028',
  });
  const settings = {
    displayName: 'AWS',
    activeCertificate,
    certificates: Object.fromEntries(
      Object.entries(certificates).map(([handle, each]) => [handle, { ...each, retired: false }]),
    ),
  };
  for (const [handle, byte] of [
    ['c2027', 2],
    ['c2028', 1],
  ] as const) {
    const found = certificateOf(principal, { settings }, handle);
    expect(found && thumbprintOf(found)).toBe(Buffer.alloc(20, byte).toString('hex').toUpperCase());
  }
});

test('one that this program made keeps its handle, and needs no subject', () => {
  const { certificates, told } = describeKeys(1, key('CN=c2026', '2028-01-31T00:00:00Z', 1));
  expect(certificates).toEqual({ c2026: { endDate: '2028-01-31' } });
  expect(told).toEqual([]);
});

test('what has ended, and what can’t be told apart from another, is left alone', () => {
  const { certificates, told } = describeKeys(
    3,
    key(PORTAL, '2026-01-01T08:00:00Z', 1),
    key(PORTAL, '2028-01-01T08:00:00.1230000Z', 2),
    key(PORTAL, '2028-01-01T08:00:00Z', 3),
  );
  expect(certificates).toEqual({ c2028: { subject: PORTAL, endDate: '2028-01-01T08:00:00Z' } });
  expect(told).toEqual([
    'It ended on 2026-01-01. It stays as it is.',
    'Another has its subject and its end, so that the two can’t be told apart. It stays as it is.',
  ]);
});
