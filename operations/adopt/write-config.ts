/** A draft as config files in memory. What was not found is marked, and `federation check` tells it with file and line. */
import { FILL_IN } from '../../model/placeholders.js';
import { MAX_BYTES } from '../../model/rules/inline-policies.js';
import { renderFlow } from '../accounts/flow-yaml.js';
import { fillIn, renderComment, renderItems, renderPairs } from './commented-yaml.js';
import type { ConfigDraft, PermissionSetDraft, UserDraft } from './draft.js';

/** Texts by path, relative to the config folder. The environment's own file comes first. */
export type ConfigFiles = ReadonlyMap<string, string>;

/** @param source What the draft was made from, such as `landing zone accelerator files`. */
export function renderConfig(draft: ConfigDraft, source: string): ConfigFiles {
  const { environment, permissionSets } = draft;
  const parts = Object.entries(renderParts(draft)).filter(([, lines]) => lines.length > 0);
  const policies = Object.entries(permissionSets).flatMap(([handle, { inlinePolicy }]): [string, string][] =>
    inlinePolicy === undefined ? [] : [[`${environment}/${policyFile(handle)}`, renderPolicy(inlinePolicy)]],
  );
  const included = parts.map(([name]) => `${environment}/${name}.yaml`);
  return new Map([
    [`${environment}.yaml`, toText(renderEnvironment(draft, source, included))],
    ...parts.map(([name, lines]): [string, string] => [`${environment}/${name}.yaml`, toText(lines)]),
    ...policies,
  ]);
}

const toText = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** Indented, where AWS takes it so. */
function renderPolicy(policy: object): string {
  const indented = `${JSON.stringify(policy, null, 2)}\n`;
  return Buffer.byteLength(indented) > MAX_BYTES ? JSON.stringify(policy) : indented;
}

const policyFile = (handle: string): string => `policies/${handle}.json`;

function renderEnvironment(draft: ConfigDraft, source: string, included: readonly string[]): string[] {
  const { environment, state, entra = {}, aws = {}, unexpressed, remarks = [] } = draft;
  const { application, ...entraSettings } = entra;
  const { identityCenter, ...awsSettings } = aws;
  return [
    '# yaml-language-server: $schema=./schema.json',
    '#',
    ...renderComment(
      `Made from ${source}. What is marked FILL-IN was not found there: write it, and \`federation check ${environment}\` says what is left.`,
    ),
    `environment: ${environment}`,
    '',
    'include:',
    ...included.map((file) => `  - ${file}`),
    '',
    ...renderPairs({ state: state ?? fillIn('one backend for Terraform’s state, such as s3') }),
    '',
    ...renderPairs({
      entra: {
        tenantId: fillIn('the Entra tenant’s id'),
        ...entraSettings,
        application: {
          displayName: fillIn('the enterprise application’s name in Entra'),
          certificates: fillIn('its signing certificates, by handles of your choice'),
          activeCertificate: fillIn('the handle of the one that signs'),
          ...application,
        },
        provisioning: entra.provisioning ?? 'existing',
      },
    }),
    '',
    ...renderPairs({
      aws: {
        region: fillIn('the primary Region of IAM Identity Center'),
        ...awsSettings,
        deployer: aws.deployer ?? {
          account: fillIn('the id of the account to run in'),
          kind: fillIn('management or delegated'),
        },
        identityCenter: {
          metadata: fillIn(
            'save AWS’s service-provider SAML metadata there',
            `${environment}/aws-saml-metadata.xml`,
          ),
          portalUrl: fillIn('the access portal’s address'),
          ...identityCenter,
        },
      },
    }),
    ...renderNotes(
      'Not in this config',
      unexpressed.map(({ what, where, why }) => `${what} (${where}). ${why}`),
    ),
    ...renderNotes('To know, when this was written', remarks),
  ];
}

const renderNotes = (title: string, notes: readonly string[]): string[] =>
  notes.length === 0 ? [] : ['', `# ${title}:`, ...notes.flatMap((note) => renderComment(`- ${note}`))];

function renderParts({
  accounts,
  groups,
  users,
  permissionSets,
  access,
}: ConfigDraft): Record<string, string[]> {
  const described = Object.entries(accounts).map(([handle, { id, ...account }]) => [
    handle,
    { id: id ?? FILL_IN, ...account },
  ]);
  const named = Object.entries(users).map(([handle, user]) => [handle, describeUser(user)]);
  return {
    accounts: [
      'aws:',
      ...(described.length === 0
        ? ['  accounts: {}']
        : ['  accounts:', ...renderPairs(Object.fromEntries(described) as object, '    ')]),
    ],
    groups: [...section('groups', groups), ...section('users', Object.fromEntries(named) as object)],
    'permission-sets': renderSets(permissionSets),
    access: access.length === 0 ? [] : ['access:', ...renderItems(access, '  ')],
  };
}

/** None for a section that holds nothing. */
const section = (key: string, entries: object): string[] =>
  Object.keys(entries).length === 0 ? [] : [`${renderFlow(key)}:`, ...renderPairs(entries, '  ')];

const describeUser = ({ userPrincipalName, known }: UserDraft): object => ({
  userPrincipalName: userPrincipalName ?? fillIn(`the user principal name of ${known}`),
});

function renderSets(sets: ConfigDraft['permissionSets']): string[] {
  const entries = Object.entries(sets).map(([handle, set]) => renderSet(handle, set));
  if (entries.length === 0) return [];
  return ['permissionSets:', ...entries.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))];
}

function renderSet(handle: string, { inlinePolicy, missing, ...set }: PermissionSetDraft): string[] {
  const inline = inlinePolicy === undefined ? undefined : policyFile(handle);
  const [key = '', ...pairs] = section(handle, {
    ...set,
    ...(missing === undefined ? {} : { policies: fillIn(missing, [...(set.policies ?? []), FILL_IN]) }),
    ...(inline === undefined ? {} : { inline }),
  });
  return key === '' ? [`  ${renderFlow(handle)}: {}`] : [`  ${key}`, ...pairs.map((pair) => `  ${pair}`)];
}
