/** Steps 16 and 17: what each person does, which no API tells. */
import type { Environment } from '../../model/environment.js';
import { type Step, step, unknown } from './step.js';

export const judgePeople = ({ name, config }: Environment): Step[] => [
  step(16, 'Sign in', 'both', [
    unknown(
      'sign-in',
      'Nothing here can sign in as a person.',
      'Open the access portal in a private window as somebody with access: Entra asks who you are, and the portal lists the accounts.',
      { values: [{ label: 'AWS access portal URL', value: config.aws.identityCenter.portalUrl }] },
    ),
  ]),
  step(17, 'AWS CLI profiles', 'each person', [
    unknown(
      'cli-profiles',
      'They are on each person’s own machine.',
      `federation aws-config ${name} --write, then aws sso login.`,
    ),
  ]),
];
