/** Whether each account has the customer managed policies that its permission sets name. */
import { GetPolicyCommand } from '@aws-sdk/client-iam';
import { awsPartitionOf } from '../../../model/partition.js';
import { quote } from '../../../model/text.js';
import type { AwsClients } from '../../clouds/aws.js';
import { askAws, CloudError } from '../../clouds/cloud-error.js';
import type { Progress } from '../../context.js';
import { count } from '../render-conversion.js';
import { IDENTITY_CENTER, type Notes } from './notes.js';
import type { FoundInAws } from './read-aws.js';
import type { ReadingAll } from './reading-all.js';

/** What an account must have, and why. */
interface Needed {
  readonly account: string;
  /** Path and name. */
  readonly policy: string;
  readonly set: string;
}

/** Only accounts that aren't suspended, where a set with such a policy is provisioned. */
export function neededPolicies({ accounts, permissionSets }: FoundInAws): Needed[] {
  const active = new Set(accounts.flatMap(({ id, status }) => (status === 'active' ? [id] : [])));
  return permissionSets.flatMap(({ name: set, policies: { attached, boundary }, accounts: provisioned }) =>
    [...attached, ...(boundary === undefined ? [] : [boundary])].flatMap((policy) =>
      policy.kind === 'customer'
        ? provisioned
            .filter((account) => active.has(account))
            .map((account) => ({ account, policy: policy.path + policy.name, set }))
        : [],
    ),
  );
}

/** @param clientsIn The clients of an account; undefined where nobody said how to reach them. */
export async function tellMissingPolicies(
  aws: FoundInAws,
  region: string,
  clientsIn: ((account: string) => AwsClients) | undefined,
  reading: ReadingAll,
  notes: Notes,
  progress: Progress,
): Promise<void> {
  const needed = neededPolicies(aws);
  if (needed.length === 0) return;
  if (clientsIn === undefined) {
    const sets = [...new Set(needed.map(({ set }) => set))];
    const accounts = new Set(needed.map(({ account }) => account)).size;
    notes.remark(
      `Whether the customer managed policies of ${sets.join(', ')} stand in ${count(accounts, 'account')} was not looked at: --member-role <name> reads them as a role of that name in each.`,
    );
    return;
  }
  progress.stage('Reading customer managed policies');
  const names = new Map(aws.accounts.map(({ id, name }) => [id, name]));
  for (const { account, policy, set } of needed) {
    const arn = `arn:${awsPartitionOf(region)}:iam::${account}:policy${policy}`;
    const stands = await reading.read(`iam:GetPolicy in ${account}`, true, () =>
      exists(clientsIn(account), arn),
    );
    if (!stands)
      notes.remark(
        `${quote(names.get(account) ?? account)} (${account}) has no policy ${policy}, which ${set} names: AWS refuses the next change of ${set} there. Make it in that account. (${IDENTITY_CENTER})`,
      );
  }
}

async function exists({ iam }: AwsClients, PolicyArn: string): Promise<boolean> {
  try {
    await askAws(`iam GetPolicy ${PolicyArn}`, () => iam.send(new GetPolicyCommand({ PolicyArn })));
    return true;
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'not-found') return false;
    throw error;
  }
}
