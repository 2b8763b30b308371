import { findOthers } from '../../../operations/bootstrap/missing-protections.js';

const policy = (Principal: unknown, Effect = 'Allow') => JSON.stringify({ Statement: { Effect, Principal } });

test.each([
  ['*', ['*']],
  [{ AWS: '*' }, ['*']],
  [{ AWS: ['arn:aws:iam::999999999999:root', '123456789012'] }, ['arn:aws:iam::999999999999:root']],
  [{ CanonicalUser: '79a5' }, ['79a5']],
  [{ AWS: 'arn:aws:iam::123456789012:role/Deployer' }, []],
  [{ Service: 'logging.s3.amazonaws.com' }, []],
])('a policy for %j lets in of other accounts: %j', (principal, others) => {
  expect(findOthers(policy(principal), '123456789012')).toEqual(others);
  expect(findOthers(policy(principal, 'Deny'), '123456789012')).toEqual([]);
});

test('without a policy nobody is let in', () => expect(findOthers('', '123456789012')).toEqual([]));
