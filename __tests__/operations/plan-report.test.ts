import { renderPlanReport, reportPlan } from '../../operations/plan-report.js';
import { smallConfig } from '../helpers/config.js';
import { unprovisionedSeed } from '../helpers/world.js';
import { createOperatedSandbox } from './operated-sandbox.js';

test('while provisioning is pending, a plan lists each grant that waits, and the step that unblocks it', async () => {
  const sandbox = await createOperatedSandbox(unprovisionedSeed);
  try {
    const config = smallConfig();
    config.entra.provisioning = 'pending';
    const text = await sandbox.plan(config, async (plan) => renderPlanReport(reportPlan(plan, [])));
    expect(text.replaceAll(/\(\S*test\.yaml:/g, '(test.yaml:')).toBe(
      [
        'test: 10 to add, 0 to change, 0 to replace, 0 to destroy.',
        '',
        'Withheld, 3: Provisioning is pending: AWS knows no group or user yet. Enable automatic provisioning in the Identity Center console, then write its endpoint and the end of its token under entra.provisioning, and set TF_VAR_scim_token to the token.',
        '  group admins: Administrator in dev (test.yaml:48)',
        '  group admins: Administrator in prod (test.yaml:48)',
        '  group developers: Developer in dev (test.yaml:54)',
      ].join('\n'),
    );
  } finally {
    await sandbox.stop();
  }
});
