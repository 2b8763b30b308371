/** Brings permission sets to the accounts that an earlier apply left with an older version of them. */
import type { Environment } from '../../model/environment.js';
import { resourceName } from '../../stacks/names.js';
import { connectDeployer } from '../clouds/clouds.js';
import { needing } from '../clouds/needing.js';
import { Requests } from '../clouds/requests.js';
import type { Context } from '../context.js';
import { type PermissionSetKey, readOutdatedAccounts } from '../drift/read-permission-sets.js';
import { accountHandle } from '../explain/describe-address.js';
import { explainMissingPolicy } from '../explain/explain-missing-policy.js';
import { listSome } from '../guard/render-grants.js';
import { OutsideError } from '../outside-error.js';
import type { Stack } from '../prepare-stack.js';
import { runTerraform } from '../run-terraform.js';
import { provisionEverywhere } from './provision-everywhere.js';
import { forgetSetsUnderWay, nameSets, readSetsUnderWay } from './sets-under-way.js';

/** A permission set that accounts had an older version of, and have as it is now. */
export interface BroughtUpToDate {
  /** Its handle. */
  readonly permissionSet: string;
  /** Their handles, or ids where the config has none. */
  readonly accounts: readonly string[];
}

const NEEDED =
  'sso:ListAccountsForProvisionedPermissionSet, sso:ProvisionPermissionSet and sso:DescribePermissionSetProvisioningStatus';

/**
 * Asks AWS which accounts have an older version of the permission sets that an apply on this machine didn't end well
 * with, and provisions those, one after another: AWS takes 3 at once of all callers (quotas). Asks nothing where there
 * are none. Throws an OutsideError that says what is left, where AWS refuses or fails; then the next apply tries again.
 */
export async function provisionOutdatedSets(
  { environment, folder }: Stack,
  context: Context,
): Promise<BroughtUpToDate[]> {
  const noted = readSetsUnderWay(environment.name);
  if (noted.length === 0) return [];
  context.progress.stage('Looking for accounts with older permission sets');
  const done: BroughtUpToDate[] = [];
  let underWay = '';
  const { ssoAdmin } = connectDeployer(environment.config.aws, new Requests(context));
  try {
    for (const { handle, key } of await findKeys(noted, { environment, folder }, context)) {
      const ids = await needing(NEEDED, () => readOutdatedAccounts(ssoAdmin, key));
      if (ids.length === 0) continue;
      context.progress.stage(`Bringing ${handle} to its accounts`);
      underWay = handle;
      await needing(NEEDED, () => provisionEverywhere(ssoAdmin, key, context.signal));
      done.push({
        permissionSet: handle,
        accounts: ids.map((id) => accountHandle(id, environment) ?? id),
      });
    }
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    throw new OutsideError(explain(noted, environment, error, underWay), error.command, error.output);
  }
  forgetSetsUnderWay(environment.name);
  context.progress.finish();
  return done;
}

/** For people. */
export const renderBroughtUpToDate = ({ permissionSet, accounts }: BroughtUpToDate): string =>
  `${permissionSet} is up to date again in ${listSome(accounts)}: an earlier apply had left an older version there.`;

/** @param handle The permission set that it failed for. */
function explain(
  noted: readonly string[],
  environment: Environment,
  { message, output }: OutsideError,
  handle: string,
): string {
  const subject = { kind: 'permission-set', parts: [handle] } as const;
  const { name } = environment;
  return [
    `What the config says is applied, but accounts may still have an older version of ${nameSets(noted)}, for which an earlier apply didn’t end well:`,
    explainMissingPolicy({ summary: '', detail: output }, subject, environment) ?? message,
    `  The next federation apply ${name} tries again. federation drift ${name} tells the accounts, and the AWS CLI’s command for it.`,
  ].join('\n');
}

interface State {
  readonly resources?: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly attributes?: { readonly arn?: string; readonly instance_arn?: string };
    }[];
  }[];
}

/** The permission sets' ARNs, from the state: those that it has no longer are gone. */
async function findKeys(
  noted: readonly string[],
  { environment, folder }: Stack,
  context: Context,
): Promise<{ readonly handle: string; readonly key: PermissionSetKey }[]> {
  const { stdout } = await runTerraform(context, folder, ['state', 'pull']);
  const { resources = [] } = JSON.parse(stdout || '{}') as State;
  const sets = Object.entries(environment.config.permissionSets)
    .filter(([handle, { renamedFrom = handle }]) => noted.includes(handle) || noted.includes(renamedFrom))
    .map(([handle]) => ({ handle, name: resourceName('permission-set', handle) }));
  return sets.flatMap(({ handle, name }) =>
    resources
      .filter((resource) => resource.type === 'aws_ssoadmin_permission_set' && resource.name === name)
      .flatMap(({ instances }) => instances)
      .map(({ attributes: { arn = '', instance_arn = '' } = {} }) => ({
        handle,
        key: { InstanceArn: instance_arn, PermissionSetArn: arn },
      })),
  );
}
