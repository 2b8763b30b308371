import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { createSystemClock } from '../../../../../sandbox/world/clock.js';
import { loadSeed } from '../../../../../sandbox/world/load-seed.js';
import { createWorld } from '../../../../../sandbox/world/world.js';
import { createTestWorld, testSeed } from '../../../../helpers/world.js';

test('the sandbox’s own metadata and portal are those that its configuration names', async () => {
  const { identityCenter } = createWorld(
    await loadSeed('sandbox/organization.yaml'),
    createSystemClock(),
  ).aws;
  expect(identityCenter.serviceProviderMetadata()).toBe(
    await readFile('config/sandbox/aws-saml-metadata.xml', 'utf8'),
  );
  const { aws } = parse(await readFile('config/sandbox.yaml', 'utf8')) as {
    aws: { identityCenter: { portalUrl: string } };
  };
  expect(identityCenter.portalUrl).toBe(aws.identityCenter.portalUrl);
});

test('a seed that names neither tenant nor alias has both all the same', () => {
  const { identityCenter } = createTestWorld().aws;
  expect(identityCenter.portalUrl).toBe('https://d-9967000001.awsapps.com/start');
  expect(identityCenter.assertionConsumerUrls).toEqual(
    createTestWorld().aws.identityCenter.assertionConsumerUrls,
  );
});

test('GovCloud has hosts of its own', () => {
  const aws = { ...testSeed.aws, region: 'us-gov-west-1', signIn: { tenant: 't', portalAlias: 'acme' } };
  const { identityCenter } = createTestWorld({ ...testSeed, aws }).aws;
  expect([
    identityCenter.entityId,
    identityCenter.portalUrl,
    ...identityCenter.assertionConsumerUrls,
  ]).toEqual([
    'https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/d-9967000001',
    'https://start.us-gov-home.awsapps.com/directory/acme',
    'https://us-gov-west-1.signin.amazonaws-us-gov.com/platform/saml/acs/t',
    'https://us-gov-west-1.sso.signin.amazonaws-us-gov.com/platform/saml/acs/t',
  ]);
});
