import { AWS_ACTIONS } from '../../../operations/permissions/aws-actions.js';
import { identityProviderMetadata, signingCertificate } from '../../helpers/saml-metadata.js';
import { CYCLES, runCycle } from './aws-cycles.js';

let metadata: readonly [string, string];
beforeAll(async () => {
  const certificate = await signingCertificate();
  metadata = [
    identityProviderMetadata(certificate),
    identityProviderMetadata(certificate, await signingCertificate('next')),
  ];
});

const types = Object.entries(AWS_ACTIONS);

test('every type has its cycle', () => {
  expect(Object.keys(CYCLES).sort()).toEqual(types.map(([type]) => type).sort());
});

test.each(types)('%s asks for exactly its actions', async (type, actions) => {
  expect([...(await runCycle(type, actions, metadata))].sort()).toEqual([...actions].sort());
});

test.each(types.flatMap(([type, actions]) => actions.map((action) => [type, action] as const)))(
  '%s fails without %s, and says so',
  async (type, action) => {
    const others = (AWS_ACTIONS[type] ?? []).filter((each) => each !== action);
    await expect(runCycle(type, others, metadata)).rejects.toThrow(
      `is not authorized to perform: ${action} on resource: `,
    );
  },
);
