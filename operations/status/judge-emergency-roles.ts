/** Whether the roles of emergency access stand, and whom they trust. */
import type { EmergencyAccessConfig } from '../../model/config.js';
import { emergencyRoleName } from '../../model/emergency-role.js';
import type { Environment } from '../../model/environment.js';
import { roleArn } from '../../model/role-arn.js';
import { samlProviderArn } from './emergency-names.js';
import type { EmergencyFacts, RoleFacts } from './facts.js';
import { type Check, done, judge, notDone } from './step.js';
import { applyIt, count } from './words.js';

/** One check where all is well; else one for each role that isn't. */
export function judgeEmergencyRoles(
  environment: Environment,
  settings: EmergencyAccessConfig,
  { roles }: EmergencyFacts,
): readonly Check[] {
  const checks = roles.flatMap((role) => judgeRole(environment, settings, role));
  const wanting = checks.filter(({ state }) => state !== 'done');
  return wanting.length > 0
    ? wanting
    : [
        done(
          'emergency-roles',
          `${count(roles.length, 'role')} of emergency access, trusting whom they should.`,
        ),
      ];
}

function judgeRole(
  environment: Environment,
  settings: EmergencyAccessConfig,
  { role, account, trust }: RoleFacts,
): readonly Check[] {
  const { aws } = environment.config;
  const config = settings.roles[role];
  const name = config === undefined ? role : emergencyRoleName(role, config);
  const emergencyAccount = aws.accounts[settings.account]?.id ?? '';
  const trusted =
    account === settings.account
      ? samlProviderArn(aws.region, emergencyAccount)
      : roleArn(aws.region, emergencyAccount, name);
  const next = applyIt(environment.name);
  return judge('emergency-roles', trust, (policy) => {
    if (policy === null)
      return [
        notDone('emergency-roles', `${account} has no role ${name}.`, next, {
          missing: [`${name} in ${account}`],
        }),
      ];
    return policy.includes(`"${trusted}"`)
      ? [done('emergency-roles', `${name} in ${account}.`)]
      : [notDone('emergency-roles', `The role ${name} in ${account} doesn’t trust ${trusted}.`, next)];
  });
}
