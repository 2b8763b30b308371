import { explainDenied } from '../../../operations/explain/explain-denied.js';

const explain = (summary: string, detail = ''): string | undefined =>
  explainDenied({ severity: 'error', summary, detail }, undefined, 'prod');

const USER = 'arn:aws:sts::111111111111:assumed-role/Deployer/ci';

test('a policy that forbids it is not mended by the caller’s own', () => {
  expect(
    explain(
      `creating IAM Role (R): operation error IAM: CreateRole, api error AccessDenied: User: ${USER} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111111111111:role/R with an explicit deny in a service control policy`,
    ),
  ).toBe(
    [
      `AWS doesn't let ${USER} do iam:CreateRole on arn:aws:iam::111111111111:role/R.`,
      '  It is forbidden by a service control policy: whoever keeps that has to make an exception.',
    ].join('\n'),
  );
});

test('the state in S3 is told as well', () => {
  expect(
    explain(
      'Error acquiring the state lock',
      `Error message: operation error S3: PutObject, api error AccessDenied: User: ${USER} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::state/x.tflock" because no identity-based policy allows the s3:PutObject action`,
    ),
  ).toContain(`AWS doesn't let ${USER} do s3:PutObject on arn:aws:s3:::state/x.tflock.`);
});

test('whatever else fails is left to others', () => {
  expect(
    explain('creating IAM Role (R): operation error IAM: CreateRole, EntityAlreadyExists: it is there'),
  ).toBeUndefined();
});
