/** Every modelled operation, by boto3. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { operationsOf, services } from '../../../../sandbox/faces/aws/services.js';
import { identityProviderMetadata, signingCertificate } from '../../../helpers/saml-metadata.js';
import { pythonWith } from '../../../servers/python.js';
import { serve } from './served.js';

async function callAll(
  environment: Readonly<Record<string, string>>,
  input: object,
): Promise<Record<string, unknown>> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const python = spawn('python3', [join(__dirname, 'boto3_calls.py')], {
    env: { ...Object.fromEntries(inherited), ...(await pythonWith('aws.requirements.txt')), ...environment },
  });
  python.stdin.end(JSON.stringify(input));
  const [output, errors] = await Promise.all([text(python.stdout), text(python.stderr)]);
  if (output === '') throw new Error(`boto3 failed:\n${errors}`);
  return JSON.parse(output) as Record<string, unknown>;
}

test('boto3 calls every modelled operation', async () => {
  const served = await serve();
  try {
    const metadata = identityProviderMetadata(await signingCertificate());
    const { called, ...said } = await callAll(served.server.environment, { metadata });
    expect(said).toEqual({
      'sso-admin': {
        twice: ['ConflictException', 400],
        description: 'ä & <b>',
        created: expect.stringMatching(/^2027-01-01T/),
        inline: '{"Version":"2012-10-17","Statement":[]}',
        states: ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'],
        sets: 1,
      },
      identitystore: {
        groups: [['Admins'], ['Developers']],
        user: 'ada@test.example',
        member: true,
        absent: ['ResourceNotFoundException', 400],
      },
      organizations: {
        accounts: [['management', 'dev', 'prod'], ['old']],
        parents: ['ROOT'],
        tags: [{ Key: 'tier', Value: 'dev' }],
        absent: ['AccountNotFoundException', 400],
      },
      iam: {
        metadata: true,
        trust: true,
        tags: [{ Key: 'c', Value: 'd' }],
        kept: ['DeleteConflict', 409],
        inline: true,
        roles: ['Boto'],
        absent: ['NoSuchEntity', 404],
      },
      sts: {
        own: 'arn:aws:iam::000000000001:user/sandbox',
        assumed: 'arn:aws:sts::111111111111:assumed-role/Deployer/boto',
        saml: ['InvalidIdentityToken', 400],
        unknown: [
          ['InvalidClientTokenId', 403],
          ['UnrecognizedClientException', 400],
        ],
      },
    });
    const modelled = services.flatMap((service) =>
      operationsOf(service).map((operation) => `${service.name} ${operation}`),
    );
    expect(called).toEqual(modelled.sort());
  } finally {
    await served.server.stop();
  }
});
