/** Configs for tests: written to a folder and loaded as the program loads them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Environment } from '../../model/environment.js';
import { loadEnvironment, type LoadedEnvironment } from '../../model/load.js';
import { renderProblems } from '../../model/problem.js';

export const TODAY = new Date('2026-11-22T00:00:00Z');

export const METADATA = `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://eu-west-1.signin.aws/platform/saml/acs/5b6f-one" index="0" isDefault="true"/>
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://eu-west-1.sso.signin.aws/platform/saml/acs/5b6f-one" index="1"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;

/** A small config that passes every rule and fits `testSeed`; tests change what they are about. */
export function smallConfig() {
  return {
    environment: 'test',
    state: { http: {} },
    entra: {
      tenantId: '3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40',
      application: {
        displayName: 'AWS IAM Identity Center',
        certificates: { c2026: { endDate: '2029-06-30' } } as Record<
          string,
          { endDate: string; retired?: boolean }
        >,
        activeCertificate: 'c2026',
      } as Record<string, unknown> & { certificates: Record<string, { endDate: string; retired?: boolean }> },
      provisioning: 'existing',
    },
    aws: {
      region: 'eu-west-1',
      deployer: { account: '000000000001', kind: 'management' } as Record<string, string>,
      identityCenter: { metadata: 'test/metadata.xml', portalUrl: 'https://test.awsapps.com/start' },
      accounts: {
        management: { id: '000000000001', management: true },
        dev: { id: '111111111111', ou: '/Workloads/Dev', tags: { tier: 'dev' } },
        prod: { id: '222222222222', ou: '/Workloads/Prod' },
      } as Record<string, object>,
    },
    groups: { admins: { name: 'Admins' }, developers: { name: 'Developers' } } as Record<string, object>,
    users: {} as Record<string, object>,
    permissionSets: {
      Administrator: { policies: ['AdministratorAccess'] },
      Developer: { session: 'PT8H', policies: ['PowerUserAccess'] },
    } as Record<string, object>,
    access: [
      { groups: ['admins'], permissionSets: ['Administrator'], accounts: ['ou:/'] },
      { groups: ['developers'], permissionSets: ['Developer'], accounts: ['dev'] },
    ] as object[],
  };
}

export const SCIM_TENANT = 'f00d1234-0000-4000-8000-000000000001';
export const SCIM_ENDPOINT = `https://scim.eu-west-1.amazonaws.com/${SCIM_TENANT}/scim/v2`;

/** The same where this program keeps provisioning; it fits `unprovisionedSeed`. */
export function provisionedConfig(settings: object = {}): SmallConfig {
  const config = smallConfig();
  const provisioning = { endpoint: SCIM_ENDPOINT, tokenExpires: '2027-10-01', wait: 'PT0S', ...settings };
  Object.assign(config.entra, { provisioning });
  return config;
}

/** Gives a permission set another handle, under the name that it had. */
export function renamePermissionSet(config: SmallConfig, from: string, to: string): void {
  const { [from]: renamed, ...others } = config.permissionSets;
  config.permissionSets = { ...others, [to]: { name: from, ...renamed, renamedFrom: from } };
}

/** The same with a second lane into an account of its own, by a role whose counterpart stands in `prod`. */
export function emergencyConfig(
  settings: object = {},
): SmallConfig & { emergencyAccess: Record<string, unknown> } {
  const config = smallConfig();
  config.aws.accounts['emergency'] = { id: '444444444444', ou: '/Security' };
  config.users['eve'] = { userPrincipalName: 'eve@test.example' };
  const emergencyAccess = {
    account: 'emergency',
    deployerRole: 'FederationDeployer',
    signInRegions: ['eu-central-1', 'us-east-1'],
    application: {
      displayName: 'AWS Emergency Access',
      certificates: { e2026: { endDate: '2029-06-30' } },
      activeCertificate: 'e2026',
    },
    roles: {
      BreakGlass: {
        policies: ['AdministratorAccess'],
        groups: ['admins'],
        users: ['eve'],
        workloads: { accounts: ['prod'], policies: ['ReadOnlyAccess'] },
      },
    },
    ...settings,
  };
  return { ...config, emergencyAccess };
}

export type SmallConfig = ReturnType<typeof smallConfig>;

/** A config, with further files beside it by path, as the loader finds it. */
export function checkConfig(
  config: SmallConfig,
  files: Readonly<Record<string, string>> = {},
): LoadedEnvironment {
  const folder = mkdtempSync(join(tmpdir(), 'config-test-'));
  try {
    writeConfig(folder, config, files);
    return loadEnvironment(folder, config.environment, { today: TODAY });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes a config to a folder, with further files beside it by path. */
export function writeConfig(
  folder: string,
  config: SmallConfig,
  files: Readonly<Record<string, string>> = {},
): void {
  const all = {
    [`${config.environment}.yaml`]: stringify(config),
    'test/metadata.xml': METADATA,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The environment of a config without errors. @throws Error with the problems where it has any. */
export function loadConfig(config: SmallConfig, files: Readonly<Record<string, string>> = {}): Environment {
  const { environment, problems } = checkConfig(config, files);
  if (environment === undefined) throw new Error(renderProblems(problems));
  return environment;
}
