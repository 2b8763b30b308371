/** How to rotate the SCIM token so that provisioning goes on: two may stand at once. */
import type { Environment } from '../../model/environment.js';
import { renderPlace } from '../../model/problem.js';
import type { Page, Task } from './page.js';

const TOKENS =
  'In AWS’s console: IAM Identity Center, Settings, Identity source, Actions, Manage provisioning, Access tokens.';

/** Undefined where provisioning isn't kept by this program. */
export function tokenRotation(environment: Environment): Page | undefined {
  const { provisioning } = environment.config.entra;
  if (typeof provisioning === 'string') return undefined;
  return {
    title: `Rotating the SCIM token: ${environment.name}`,
    intro: [
      `The token of ${provisioning.endpoint} ends on ${provisioning.tokenExpires}. AWS takes two at a time, so the new one is tried before the old one goes. Sign-ins don’t need it: without one, nobody new reaches AWS, and nobody who left is taken away.`,
      'The token itself belongs where you keep secrets, and from there into TF_VAR_scim_token: into no file, and not on a command line.',
    ],
    tasks: [makeToken(), applyToken(environment), tryToken(environment), deleteToken(environment)],
  };
}

const makeToken = (): Task => ({
  title: 'Make the new token',
  act: [
    TOKENS,
    'Note the id and the day of creation of the one there is. Where there are two, delete the one that has ended or isn’t used.',
    'Choose Generate token, copy it into where you keep secrets, and note the day on which it ends.',
  ],
  values: [],
  see: 'Two tokens, each with its creation and its end.',
  check: 'The new one’s end is a year ahead.',
  back: 'Delete the new one: nothing uses it yet.',
});

const applyToken = ({ name, locate }: Environment): Task => ({
  title: 'Give it to Entra',
  act: ['Put the token into TF_VAR_scim_token, write its end into the config, and apply.'],
  values: [
    {
      label: `In the config (${renderPlace(locate(['entra', 'provisioning']))})`,
      value: 'tokenExpires: YYYY-MM-DD',
    },
    { label: 'Run', value: `federation apply ${name}` },
  ],
  see: 'The plan updates the provisioning secret in place, and changes nothing else.',
  check: 'The apply ends well. Whether AWS takes the token, the next task tells.',
  back: 'Put the old token into TF_VAR_scim_token, write its end, and apply: it still stands.',
});

const tryToken = ({ name }: Environment): Task => ({
  title: 'Try it',
  act: ['Have Entra connect with what it has saved now.'],
  values: [{ label: 'Run', value: `federation status ${name}` }],
  see: 'Step 9: AWS takes the credentials that Entra has saved. Step 8: the new end.',
  check: 'After 40 minutes, step 11: the last cycle ended well, after the apply.',
  back: 'As above, with the old token.',
});

const deleteToken = ({ name }: Environment): Task => ({
  title: 'Delete the old token',
  act: [TOKENS, 'Delete the one whose id you have noted.'],
  values: [],
  see: 'One token, the new one.',
  check: `Run federation status ${name} again: step 9 is still done.`,
  back: 'A deleted token is gone. Make another one.',
});
