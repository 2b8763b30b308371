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
])('what it needs is asked for before anything is read: %j %s', async (variables, name, text) => {
  const { code, stderr } = await adopt(variables, name);
  expect(stderr).toBe(`Error: ${text}\n`);
  expect(code).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});
