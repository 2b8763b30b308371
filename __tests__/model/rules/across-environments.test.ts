import { stringify } from 'yaml';
import { loadFiles, METADATA, validConfig } from '../helpers';

/** Two environments with these states, and an instance each. */
function loadStates(prod: object, dev: object) {
  const config = (environment: string, state: object, metadata: string) =>
    stringify({
      ...validConfig(),
      environment,
      state,
      aws: {
        ...validConfig().aws,
        identityCenter: { metadata, portalUrl: 'https://acme.awsapps.com/start' },
      },
    });
  return loadFiles({
    'prod.yaml': config('prod', prod, 'aws.xml'),
    'dev.yaml': config('dev', dev, 'dev.xml'),
    'dev.xml': METADATA.replaceAll('d-9967000001', 'd-9967000002'),
  });
}

const s3 = { bucket: 'acme', key: 'prod.tfstate', region: 'eu-west-1' };
const azurerm = { storageAccount: 'acme', container: 'state', key: 'prod' };
const cloud = { organization: 'acme', workspace: 'prod' };

test.each([
  [{ s3 }, { s3: { ...s3, key: '/prod.tfstate', region: 'us-east-1' } }],
  [{ azurerm }, { azurerm: { ...azurerm, storageAccount: 'Acme', resourceGroup: 'state' } }],
  [{ cloud }, { cloud: { ...cloud, hostname: 'app.terraform.io' } }],
  [
    { http: { address: 'https://state.acme.example/prod' } },
    { http: { address: 'HTTPS://State.acme.example:443/prod/' } },
  ],
  [
    { http: { address: 'https://state.acme.example/prod' } },
    { http: { address: 'https://state.acme.example./prod' } },
  ],
  [{ http: { address: 'http://127.0.0.1:1/prod' } }, { http: { address: 'http://localhost:1/prod' } }],
  [{ http: { address: 'http://[::1]:1/prod' } }, { http: { address: 'http://LOCALHOST.:1/prod' } }],
  [{ local: { path: 'prod.tfstate' } }, { local: { path: './states/../prod.tfstate' } }],
])('%j and %j are one state', (prod, dev) => {
  const { environments, text } = loadStates(prod, dev);
  expect(environments).toEqual([]);
  expect(text).toMatch(
    /^dev\.yaml:\d+ state: The state of "dev" is that of "prod" \(prod\.yaml:\d+\) too\.$/m,
  );
  expect(text).toMatch(
    /^prod\.yaml:\d+ state: The state of "prod" is that of "dev" \(dev\.yaml:\d+\) too\.$/m,
  );
});

const address = 'https://state.acme.example/prod';
const other = 'https://state.acme.example/dev';

test.each([
  [{ s3 }, { s3: { ...s3, key: 'prod.tfstate.tflock' } }],
  [{ local: { path: 'prod.tfstate' } }, { local: { path: 'prod.tfstate.backup' } }],
  [{ local: { path: 'prod.tfstate' } }, { local: { path: '.prod.tfstate.lock.info' } }],
  [{ http: { address } }, { http: { address: `${address}?x=1` } }],
  [{ http: { address } }, { http: { address: other, lockAddress: address } }],
  [
    { http: { address, lockAddress: `${address}/lock` } },
    { http: { address: other, lockAddress: `${address}/lock` } },
  ],
])('%j and %j would write over each other', (prod, dev) => {
  const { environments, text } = loadStates(prod, dev);
  expect(environments).toEqual([]);
  expect(text).toMatch(
    /^dev\.yaml:\d+ state: The state of "dev" shares a place with that of "prod" \(prod\.yaml:\d+\): a lock, a backup, or an address but for its query\.\n {2}Each would write over what the other keeps there: give each environment a key, path, address and `lockAddress` of its own\.$/m,
  );
  expect(text).toMatch(/^prod\.yaml:\d+ state: The state of "prod" shares a place with that of "dev"/m);
});

test.each([
  [{ s3 }, { s3: { ...s3, key: 'dev.tfstate' } }],
  [{ s3 }, { s3: { ...s3, bucket: 'acme-dev' } }],
  [{ azurerm }, { azurerm: { ...azurerm, key: 'Prod' } }],
  [{ cloud }, { cloud: { ...cloud, hostname: 'tfe.acme.example' } }],
  [
    { http: { address: 'https://state.acme.example/prod' } },
    { http: { address: 'https://state.acme.example/dev' } },
  ],
  [{ http: { address: `${address}?env=prod` } }, { http: { address: `${address}?env=dev` } }],
  [{ local: { path: 'prod.tfstate' } }, { local: { path: 'dev/prod.tfstate' } }],
])('%j and %j are two states', (prod, dev) => {
  expect(loadStates(prod, dev).environments.map(({ name }) => name)).toEqual(['dev', 'prod']);
});

test('two addresses that come from the environment may be one, so that is a warning', () => {
  const { environments, problems } = loadStates(
    { http: {} },
    { http: { lockAddress: 'https://acme.example/lock' } },
  );
  expect(environments.map(({ name }) => name)).toEqual(['dev', 'prod']);
  expect(
    problems.map(({ severity, message }) => [severity, message.replace(/\(.*\/(.*):\d+\)/, '($1)')]),
  ).toEqual([
    [
      'warning',
      'The state of "dev" stands where TF_HTTP_ADDRESS says, and so does that of "prod" (prod.yaml).',
    ],
    [
      'warning',
      'The state of "prod" stands where TF_HTTP_ADDRESS says, and so does that of "dev" (dev.yaml).',
    ],
  ]);
});

test('an address that is written and one that comes from the environment are not compared', () => {
  expect(loadStates({ http: {} }, { http: { address: other, lockAddress: other } }).problems).toEqual([]);
});
