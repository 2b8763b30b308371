/** What stands between the steps by hand, and after them. */
import type { Environment } from '../../model/environment.js';
import { quote } from '../../model/text.js';
import { inEntra } from '../status/words.js';
import type { Value } from '../status/step.js';
import type { Task } from './page.js';

export const apply = ({ name, config }: Environment): Task => ({
  title: 'Apply',
  act: [
    'Where this program runs, with credentials of both clouds, look at the plan, and apply it.',
    'Then write this folder anew: it has the metadata of what was made.',
  ],
  values: [
    { label: 'Run', value: `federation plan ${name}\nfederation apply ${name}\nfederation handover ${name}` },
  ],
  see: 'What is made and changed, and who gains what. Grants that wait for a later step are listed as withheld.',
  check: `Run federation status ${name}: in Entra there is ${quote(config.entra.application.displayName)}, and steps 4, 5, 10 and 12 are done.`,
  back: 'What an apply makes gives nobody a way in before step 7. Change the config, and apply again.',
});

/** @param values What the certificate is known by, where Entra has it. */
export const activateCertificate = ({ name, config }: Environment, values: readonly Value[] = []): Task => {
  const { activeCertificate, displayName } = config.entra.application;
  return {
    title: 'Have Entra sign with the configured certificate (step 6)',
    act: [
      'Only once AWS trusts it: by the metadata that was uploaded, or imported by itself.',
      `Run what is below. Or by hand: ${inEntra(displayName, 'Single sign-on')}, SAML Certificates, Edit, the configured certificate, Make certificate active.`,
    ],
    values: [
      ...values,
      { label: 'Run', value: `federation activate-certificate ${name} ${activeCertificate}` },
    ],
    see: 'The certificate is active: the one with that thumbprint.',
    check: `Run federation status ${name}: step 6 is done. Sign in once, in a private window, before you close this one.`,
    back: 'Activate the certificate that was active before: AWS still trusts it.',
  };
};

export const startProvisioning = ({ name, config }: Environment): Task => ({
  title: 'Have provisioning run (step 9)',
  act: [`${inEntra(config.entra.application.displayName, 'Provisioning')}, Start provisioning.`],
  values: [],
  see: 'The state of the cycle, and when the last one ended.',
  check: `Run federation status ${name} after 40 minutes: steps 9 and 11 are done.`,
  back: 'Pause provisioning there. Who is in AWS stays there.',
});

export const endQuarantine = ({ name, config }: Environment, why: string): Task => ({
  title: 'Mend provisioning (step 11)',
  act: [
    `Mend what it says: ${why}`,
    `${inEntra(config.entra.application.displayName, 'Provisioning')}, Restart provisioning.`,
  ],
  values: [],
  see: 'The job is no longer in quarantine, and a cycle begins.',
  check: `Run federation status ${name} after 40 minutes: step 11 is done.`,
  back: 'Pause provisioning there.',
});

export const signIn = ({ name, config }: Environment): Task => ({
  title: 'Sign in (step 16)',
  act: [
    'As somebody who has access, open the access portal in a private window.',
    'Sign in at Entra, with what conditional access demands.',
    'Open an account with one of its permission sets.',
  ],
  values: [{ label: 'AWS access portal URL', value: config.aws.identityCenter.portalUrl }],
  see: 'Entra’s sign-in, then the portal with the accounts that federation access lists for this person.',
  check: `Compare with federation access ${name}. Where AWS says that the credentials are invalid, the person isn’t in AWS yet: step 11. Where it says that something doesn’t compute, look at step 7’s certificates.`,
  back: 'Nothing was changed.',
});
