/** What a backend's service would refuse, or what leaves a state open to others, is told before anything is applied. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFormerState } from '../../../model/former-state';
import { renderProblems } from '../../../model/problem';
import { messagesOf, type Draft } from '../helpers';

const messages = (state: Record<string, object>, change: (config: Draft) => void = () => {}) =>
  messagesOf((config) => {
    config.state = state;
    change(config);
  });

const s3 = (settings: object) =>
  messages({ s3: { bucket: 'acme-tfstate', key: 'prod.tfstate', region: 'eu-west-1', ...settings } });
const azurerm = (settings: object) =>
  messages({
    azurerm: { storageAccount: 'acmetfstate', container: 'tfstate', key: 'prod.tfstate', ...settings },
  });
const cloud = (settings: object) =>
  messages({ cloud: { organization: 'acme', workspace: 'prod', ...settings } });
const http = (address: string, lockAddress: string | undefined = address) =>
  messages({ http: { address, ...(lockAddress && { lockAddress }) } });

const KEY = 'key/1234abcd-12ab-34cd-56ef-1234567890ab';

test.each(['abc', 'a'.repeat(63), 'acme.tf-state.2026', '1a2'])('the bucket %s is fine', (bucket) => {
  expect(s3({ bucket })).toEqual([]);
});

test.each([
  'ab',
  'a'.repeat(64),
  'Acme',
  'acme_tfstate',
  '-acme',
  'acme-',
  'acme..state',
  '192.168.5.4',
  'acme/prod',
])('the bucket %s is refused', (bucket) => {
  expect(s3({ bucket })).toEqual([
    `error state.s3.bucket: "${bucket}" is not the name of a bucket. Allowed: 3 to 63 lowercase letters, digits, hyphens and single dots, with a letter or digit at both ends; no IP address.`,
  ]);
});

test.each([
  ['xn--acme', 'xn--'],
  ['sthree-configurator-acme', 'sthree-'],
  ['acme-s3alias', '-s3alias'],
  ['acme--x-s3', '--x-s3'],
])('the bucket %s is refused with what AWS keeps for itself', (bucket, kept) => {
  expect(s3({ bucket })).toEqual([
    expect.stringContaining(`"${bucket}" is not the name of a bucket: AWS keeps "${kept}" for itself.`),
  ]);
});

test.each(['federation/*', 'federation/prod?', 'fed${aws:username}/x'])(
  'the key %s is refused: a policy for it would open other keys',
  (key) => {
    expect(s3({ key })).toEqual([
      `error state.s3.key: "${key}" has *, ? or \${ in it: in an IAM policy these stand for other keys too, and a policy for this state would open others. For example: federation/prod.tfstate.`,
    ]);
  },
);

test('a key is refused where Terraform or S3 refuses it', () => {
  expect(s3({ key: 'a/b c/ü.tfstate' })).toEqual([]);
  for (const key of ['/prod', 'prod/', 'a//b']) {
    expect(s3({ key })).toEqual([
      `error state.s3.key: "${key}" has a slash at its start or end, or two in a row, which Terraform refuses. For example: federation/prod.tfstate.`,
    ]);
  }
  expect(s3({ key: 'ü'.repeat(513) })).toEqual(['error state.s3.key: is 1026 bytes long; S3 allows 1024.']);
});

test('a Region is one that there may be', () => {
  expect(s3({ region: 'Ireland' })).toEqual([
    'error state.s3.region: "Ireland" is in a partition of AWS that is not supported. Name a commercial Region such as eu-west-1, or one of AWS GovCloud (US) such as us-gov-west-1.',
  ]);
});

test('a KMS key is an ARN of the bucket’s Region', () => {
  expect(s3({ kmsKeyId: `arn:aws:kms:eu-west-1:111122223333:${KEY}` })).toEqual([]);
  expect(
    s3({ kmsKeyId: `arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab` }),
  ).toEqual([]);
  expect(s3({ kmsKeyId: 'alias/tfstate' })).toEqual([
    'error state.s3.kmsKeyId: "alias/tfstate" is not the ARN of a KMS key. It looks like arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab; no alias.',
  ]);
  expect(s3({ kmsKeyId: `arn:aws:kms:us-east-1:111122223333:${KEY}` })).toEqual([
    'error state.s3.kmsKeyId: is a key of us-east-1, and the bucket is in eu-west-1. S3 encrypts with a key of the bucket’s own Region; of a multi-Region key, name the replica there.',
  ]);
});

test('a role is an ARN of the bucket’s partition', () => {
  expect(s3({ role: 'arn:aws:iam::111122223333:role/path/to/State' })).toEqual([]);
  expect(s3({ role: 'State' })).toEqual([
    'error state.s3.role: "State" is not the ARN of a role. It looks like arn:aws:iam::111122223333:role/FederationState.',
  ]);
  expect(s3({ role: 'arn:aws-us-gov:iam::111122223333:role/State' })).toEqual([
    'error state.s3.role: "arn:aws-us-gov:iam::111122223333:role/State" is a role of the partition aws-us-gov, and the bucket is in aws. It looks like arn:aws:iam::111122223333:role/FederationState.',
  ]);
});

test('a bucket in another partition than Identity Center is a warning', () => {
  expect(s3({ region: 'us-gov-west-1' })).toEqual([
    'warning state.s3.region: "us-gov-west-1" is in the partition aws-us-gov, and IAM Identity Center is in aws. Credentials of one don’t work in the other: name a `role` that both accept, or keep the state where the rest is.',
  ]);
});

test('names of Azure are held to Azure’s rules', () => {
  expect(azurerm({ resourceGroup: 'rg-state_(eu).1' })).toEqual([]);
  expect(azurerm({ storageAccount: 'acme-tfstate' })).toEqual([
    'error state.azurerm.storageAccount: "acme-tfstate" is not the name of a storage account. Allowed: 3 to 24 lowercase letters and digits.',
  ]);
  expect(azurerm({ container: 'tf--state' })).toEqual([
    'error state.azurerm.container: "tf--state" is not the name of a container. Allowed: 3 to 63 lowercase letters, digits and single hyphens, with a letter or digit at both ends.',
  ]);
  expect(azurerm({ key: 'prod/' })).toEqual([
    'error state.azurerm.key: "prod/" is not the name of a blob. Allowed: 1024 characters, the last of which is no dot and no slash. For example: federation/prod.tfstate.',
  ]);
  expect(azurerm({ resourceGroup: 'state.' })).toEqual([
    'error state.azurerm.resourceGroup: "state." is not the name of a resource group. Allowed: 90 letters, digits, underscores, hyphens, dots and parentheses; no dot at the end.',
  ]);
});

test('names of HCP Terraform are held to its rules', () => {
  expect(cloud({ hostname: 'tfe.acme.example:8443' })).toEqual([]);
  expect(cloud({ organization: 'acme corp' })).toEqual([
    'error state.cloud.organization: "acme corp" is not the name of an organization. Allowed: letters, digits, hyphens and underscores.',
  ]);
  expect(cloud({ workspace: 'federation/prod' })).toEqual([
    'error state.cloud.workspace: "federation/prod" is not the name of a workspace. Allowed: letters, digits, hyphens and underscores.',
  ]);
  expect(cloud({ hostname: 'https://tfe.acme.example/' })).toEqual([
    'error state.cloud.hostname: "https://tfe.acme.example/" is not the name of a host. Write it without https:// and without a path, for example tfe.acme.example.',
  ]);
});

test.each([
  'https://state.acme.example/prod',
  'http://localhost:8080/a',
  'http://127.0.0.1/a',
  'http://[::1]:1/a',
])('the address %s is fine', (address) => {
  expect(http(address)).toEqual([]);
});

test('plain http to another machine is a warning that says why', () => {
  expect(http('http://10.0.0.7/prod', 'https://10.0.0.7/prod')).toEqual([
    'warning state.http.address: "http://10.0.0.7/prod" is plain http: the state’s secrets and the password for it cross the network in clear. Write https://.',
  ]);
});

test('an address without that of a lock is a warning', () => {
  expect(http('https://state.acme.example/prod', '')).toEqual([
    'warning state.http.address: has no `lockAddress` beside it: unless TF_HTTP_LOCK_ADDRESS and TF_HTTP_UNLOCK_ADDRESS are set, nothing stops two applies at once, which damages the state. Write `lockAddress` too; with many servers it is the same URL.',
  ]);
});

test('what comes from the environment alone is fine, as in the sandbox', () => {
  expect(messages({ http: {} })).toEqual([]);
});

test('a credential in a URL is refused, and not repeated', () => {
  expect(http('https://acme.blob.core.windows.net/prod?sv=2024&sig=hunter2')).toEqual([
    'error state.http.address: "https://acme.blob.core.windows.net/prod?sv=2024&sig=***" holds credentials: leave them out and set TF_HTTP_USERNAME and TF_HTTP_PASSWORD instead.',
    'error state.http.lockAddress: "https://acme.blob.core.windows.net/prod?sv=2024&sig=***" holds credentials: leave them out and set TF_HTTP_USERNAME and TF_HTTP_PASSWORD instead.',
  ]);
});

test('a file on this machine is a warning that says why', () => {
  expect(messages({ local: { path: 'prod.tfstate' } })).toEqual([
    'warning state.local: keeps the state in a file on this machine: nobody else can plan or apply with it, or is kept from doing so at the same time; a lost disk loses it, with no former version; and its secrets are in clear there. For trying out only. Elsewhere give it s3, azurerm, cloud or http; `federation state move` brings it there.',
  ]);
});

describe('a file that says where the state was', () => {
  const load = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'former-'));
    try {
      const file = join(folder, 'before.yaml');
      writeFileSync(file, text);
      const { state, problems } = loadFormerState(file);
      return { state, folder, text: renderProblems(problems).replace(/^.*before\.yaml/gm, 'before.yaml') };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test('may be the whole file of an environment, and nothing else of it is looked at', () => {
    const { state, text } = load(
      'environment: prod\ninclude: [gone/*.yaml]\nnonsense: 1\nstate: { http: {} }\n',
    );
    expect(text).toBe('No problems.');
    expect(state).toEqual({ http: {} });
  });

  test('names a local file relative to itself', () => {
    const { state, folder } = load('state: { local: { path: a.tfstate } }\n');
    expect(state).toEqual({ local: { path: join(folder, 'a.tfstate') } });
  });

  test.each([
    ['environment: prod\n', 'before.yaml: names no `state`.\n  It is to say where the state is.\n\n1 error.'],
    [
      'state: { s3: { bucket: acme, key: a } }\n',
      'before.yaml:1 state.s3: "region" is missing.\n  The bucket’s Region.\n\n1 error.',
    ],
    [
      'state: { s3: { bucket: acme, key: a, region: b, secret_key: hunter2 } }\n',
      'before.yaml:1 state.s3.secret_key: "secret_key" is not a key that can stand here.\n  Allowed: bucket, key, kmsKeyId, region, role.\n\n1 error.',
    ],
    [
      'state: {}\n',
      'before.yaml:1 state: names no backend.\n  Give exactly one of s3, azurerm, cloud, http, local.\n\n1 error.',
    ],
  ])('%j is refused', (text, problems) => {
    expect(load(text)).toMatchObject({ state: undefined, text: problems });
  });
});
