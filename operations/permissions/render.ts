import type { AttachedPolicy } from './attached-policies.js';
import type { Permissions, Rights } from './permissions.js';

/** For people: the policies as they go into files, and the permissions to consent to. */
export function renderPermissions({ environment, toApply, toLook, notes }: Permissions): string {
  return [
    `To plan and apply ${environment}`,
    ...renderRights(toApply),
    '',
    `To look at ${environment} (status, drift, handover, accounts, aws-config)`,
    ...renderRights(toLook),
    '',
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}

const renderRights = ({ aws, graph }: Rights): string[] => [
  ...aws.flatMap((policy) => ['', ...renderPolicy(policy)]),
  '',
  'Microsoft Graph, application permissions with admin consent:',
  ...graph.map((permission) => `  ${permission}`),
];

const renderPolicy = ({ file, role, policy }: AttachedPolicy): string[] => [
  `${file}: an IAM policy for ${role ?? 'whoever runs this program'}`,
  JSON.stringify(policy, null, 2),
];
