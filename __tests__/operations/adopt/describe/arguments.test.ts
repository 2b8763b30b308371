import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { federation } from '../../../cli/federation.js';

const folder = mkdtempSync(join(tmpdir(), 'arguments-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NOTHING = { ARM_TENANT_ID: undefined, AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined };
const adopt = (variables: NodeJS.ProcessEnv, ...args: string[]) =>
  federation(['adopt', ...args], { cwd: folder, variables: { ...process.env, ...NOTHING, ...variables } });

test.each([
  [{}, 'prod', 'Name the Entra tenant: --tenant <id>, or ARM_TENANT_ID.'],
  [
    { ARM_TENANT_ID: 't' },
    'prod',
    'Name the Region of IAM Identity Center: --region <region>, or AWS_REGION.',
  ],
  [
    { ARM_TENANT_ID: 't', AWS_REGION: 'eu-west-1' },
    '../prod',
    '"../prod" can\'t be an environment\'s name: a letter, then letters, digits or hyphens, 63 characters at most.',
  ],
  [
    { ARM_TENANT_ID: 'acme.onmicrosoft.com', AWS_REGION: 'eu-west-1' },
    'prod',
    '"acme.onmicrosoft.com" is not a tenant’s id, which is a GUID such as 11111111-2222-3333-4444-555555555555. Entra’s portal has it on its overview.',
  ],
])('what it needs is asked for before anything is read: %j %s', async (variables, name, text) => {
  const { code, stderr } = await adopt(variables, name);
  expect(stderr).toBe(`Error: ${text}\n`);
  expect(code).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [
    'cn-north-1',
    'the Region of IAM Identity Center: "cn-north-1" is a Region of China, which is not supported.\n  The issuer of Entra’s SAML metadata in China could not be verified.\n\n1 error.\n',
  ],
  [
    'Ireland',
    'the Region of IAM Identity Center: "Ireland" is in a partition of AWS that is not supported.\n  Name a commercial Region such as eu-west-1, or one of AWS GovCloud (US) such as us-gov-west-1.\n\n1 error.\n',
  ],
])('the Region %s is refused before anything is asked of AWS', async (region, text) => {
  const tenant = '3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40';
  const { code, stderr } = await adopt({ ARM_TENANT_ID: tenant }, 'prod', '--region', region);
  expect(stderr).toBe(text);
  expect(code).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});
