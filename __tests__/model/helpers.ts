/** Configs for tests: a valid one to change, and loading from a folder that is gone afterwards. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { loadEnvironments, type LoadedEnvironments } from '../../model/load';
import { renderProblems } from '../../model/problem';

export const TODAY = new Date('2026-11-22T00:00:00Z');
export const METADATA = readFileSync(resolve(__dirname, 'base/aws-saml-metadata.xml'), 'utf8');

/** A config as a person writes it, to be changed by a test. */
export type Draft = ReturnType<typeof validConfig>;

export function validConfig() {
  return {
    environment: 'prod',
    state: { http: {} } as Record<string, object>,
    entra: {
      tenantId: '5f3c1b0e-7a54-4f0b-9d0e-2c6a4f1b8d31',
      license: 'p1',
      application: {
        displayName: 'AWS IAM Identity Center',
        certificates: { c2026: { endDate: '2029-10-31' } } as Record<string, object>,
        activeCertificate: 'c2026',
      },
      provisioning: 'existing',
    },
    aws: {
      region: 'eu-west-1',
      deployer: { account: '210987650001', kind: 'management' },
      identityCenter: { metadata: 'aws.xml', portalUrl: 'https://acme.awsapps.com/start' },
      accounts: {
        management: { id: '210987650001', management: true },
        'payments-prod': { id: '111122223333', ou: '/Workloads/Prod', tags: { tier: 'prod' } },
        'payments-dev': { id: '111122224444', ou: '/Workloads/Dev', tags: { tier: 'dev' } },
        'log-archive': { id: '111122225555', ou: '/Security' },
      } as Record<string, object>,
    },
    groups: { admins: { name: 'AWS Admins' }, developers: {} } as Record<string, object>,
    users: { auditor: { userPrincipalName: 'pat@acme.example' } } as Record<string, object>,
    permissionSets: {
      Administrator: { policies: ['AdministratorAccess'] },
      ReadOnly: { policies: ['ReadOnlyAccess'] },
    } as Record<string, object>,
    access: [
      { groups: ['developers'], permissionSets: ['ReadOnly'], accounts: ['ou:/Workloads'] },
    ] as object[],
  };
}

/** What loading the files of a config folder gives, and its problems as text with paths from that folder. */
export function loadFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
): LoadedEnvironments & { text: string } {
  const folder = mkdtempSync(join(tmpdir(), 'model-'));
  try {
    for (const [name, content] of Object.entries({ 'aws.xml': METADATA, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const loaded = loadEnvironments(folder, { today: TODAY });
    const prefix = `${relative(process.cwd(), folder)}/`;
    return { ...loaded, text: renderProblems(loaded.problems).replaceAll(prefix, '') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same for one environment, `prod`, whose valid config a test changes. */
export function loadChanged(change: (config: Draft) => void, files: Readonly<Record<string, string>> = {}) {
  const config = validConfig();
  change(config);
  return loadFiles({ ...files, 'prod.yaml': stringify(config, { aliasDuplicateObjects: false }) });
}

/** The text of the problems, without the lines' places and the count; empty where there is none. */
export function messagesOf(
  change: (config: Draft) => void,
  files: Readonly<Record<string, string>> = {},
): string[] {
  return loadChanged(change, files).problems.map(
    ({ severity, location, message, advice }) =>
      `${severity} ${location.path}: ${message}${advice === undefined ? '' : ` ${advice}`}`,
  );
}
