/** The roles of emergency access: policies that the config doesn't give them. What it gives them, and whom they trust, Terraform sees. */
import { paginateListAttachedRolePolicies, paginateListRolePolicies } from '@aws-sdk/client-iam';
import { REACH_POLICY } from '../../model/emergency-role.js';
import type { Environment } from '../../model/environment.js';
import { type PolicyReference, resolvePolicy } from '../../model/policy-reference.js';
import { compareText } from '../../model/text.js';
import type { AwsClients } from '../clouds/aws.js';
import { askAws, CloudError } from '../clouds/cloud-error.js';
import type { Clouds } from '../clouds/clouds.js';
import { shellWord } from '../shell-word.js';
import { rolesOf } from '../status/emergency-names.js';
import { readAs } from '../status/read-emergency.js';
import type { Reading } from '../status/reading.js';
import { renderPolicy } from './advise-policies.js';
import { type Beyond, policyKey } from './finding.js';
import { collect } from './read-permission-sets.js';

export interface LiveRole {
  /** Handles of the config. */
  readonly role: string;
  readonly account: string;
  readonly name: string;
  /** ARNs. */
  readonly attached: readonly string[];
  /** Names. */
  readonly inline: readonly string[];
}

/** One reading a role; null where the account doesn't have it. */
export async function readEmergencyRoles(
  { config: { aws, emergencyAccess: settings } }: Environment,
  clouds: Clouds,
): Promise<Reading<LiveRole | null>[]> {
  if (settings === undefined) return [];
  const readings: Reading<LiveRole | null>[] = [];
  for (const role of rolesOf(settings)) {
    const id = aws.accounts[role.account]?.id ?? '';
    readings.push(
      await readAs(
        settings,
        id,
        clouds,
        'iam:ListAttachedRolePolicies and iam:ListRolePolicies',
        async ({ iam }) => {
          const policies = await readPolicies(iam, id, role.name);
          return policies && { ...role, ...policies };
        },
      ),
    );
  }
  return readings;
}

export function compareEmergencyRole(
  { config }: Environment,
  { role, account, name, attached, inline }: LiveRole,
): Beyond[] {
  const settings = config.emergencyAccess?.roles[role];
  const isTrusted = account === config.emergencyAccess?.account;
  const given = (isTrusted ? settings?.policies : settings?.workloads?.policies) ?? [];
  const wanted = new Set(given.map((policy) => policyKey(resolvePolicy(policy))));
  const id = config.aws.accounts[account]?.id ?? '';
  const subject = { role: { handle: role, name }, account: { handle: account, id } };
  const inAccount = (command: string) => [`in ${id}: aws iam ${command}`];
  const key = `--role-name ${shellWord(name)}`;
  return [
    ...attached.flatMap((arn): Beyond[] => {
      const policy = policyOf(arn);
      if (wanted.has(policyKey(policy))) return [];
      const policies = `policies: [${renderPolicy(policy)}, …]`;
      return [
        {
          kind: 'role-policy',
          ...subject,
          policy,
          keep: [
            `emergencyAccess: { roles: { ${role}: { ${isTrusted ? policies : `workloads: { ${policies} }`} } } }`,
          ],
          remove: inAccount(`detach-role-policy ${key} --policy-arn ${shellWord(arn)}`),
        },
      ];
    }),
    ...inline
      .filter((each) => !(isTrusted && settings?.workloads !== undefined && each === REACH_POLICY))
      .map((policyName): Beyond => ({
        kind: 'role-inline-policy',
        ...subject,
        policyName,
        remove: inAccount(`delete-role-policy ${key} --policy-name ${shellWord(policyName)}`),
      })),
  ];
}

/** An account's own policy is `arn:aws:iam::<account>:policy<path><name>`. */
function policyOf(arn: string): PolicyReference {
  const [, path, name] = /^arn:[^:]+:iam::\d{12}:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  return path === undefined || name === undefined
    ? resolvePolicy(arn)
    : resolvePolicy({ customer: name, path });
}

async function readPolicies(
  client: AwsClients['iam'],
  account: string,
  RoleName: string,
): Promise<Pick<LiveRole, 'attached' | 'inline'> | null> {
  try {
    const attached = await askAws(`iam ListAttachedRolePolicies ${RoleName} in ${account}`, () =>
      collect(paginateListAttachedRolePolicies({ client }, { RoleName }), (page) => page.AttachedPolicies),
    );
    const inline = await askAws(`iam ListRolePolicies ${RoleName} in ${account}`, () =>
      collect(paginateListRolePolicies({ client }, { RoleName }), (page) => page.PolicyNames),
    );
    return {
      attached: attached.map(({ PolicyArn = '' }) => PolicyArn).sort(compareText),
      inline: inline.sort(compareText),
    };
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'not-found') return null;
    throw error;
  }
}
