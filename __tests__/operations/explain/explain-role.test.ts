import { explainRole } from '../../../operations/explain/explain-role.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';

const PROD = '222222222222';
const refusal = (account: string, role: string) =>
  `IAM Role (arn:aws:iam::${account}:role/${role}) cannot be assumed.\n\nError: operation error STS: AssumeRole, exceeded maximum number of attempts, 25, https response error StatusCode: 400, Throttling: Rate exceeded`;

const config = smallConfig();
config.aws.deployer = { ...config.aws.deployer, role: 'Deployer' } as typeof config.aws.deployer;
const environment = loadConfig(config);

test('a role that can’t be become is named as the config has it', () => {
  expect(explainRole(refusal('000000000001', 'Deployer'), environment)).toBe(
    'AWS doesn’t let Terraform become the deployer, `aws.deployer.role` (arn:aws:iam::000000000001:role/Deployer).\n' +
      '  AWS’s own words follow. If it was busy, or the sign-in has expired, sign in again and run this again.',
  );
  expect(explainRole(refusal(PROD, 'Reach'), environment)).toMatch(
    /^AWS doesn’t let Terraform become `emergencyAccess\.deployerRole` in the account prod \(arn:/,
  );
});
