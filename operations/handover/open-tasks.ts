/** Which steps by hand are still open, in the order in which they are done: pure, from the checklist. */
import type { Environment } from '../../model/environment.js';
import { listAll } from '../../model/text.js';
import type { Status } from '../status/status.js';
import {
  changeIdentitySource,
  choosePortal,
  downloadMetadata,
  enableIdentityCenter,
  enableProvisioning,
} from './console-tasks.js';
import { activateCertificate, apply, endQuarantine, signIn, startProvisioning } from './other-tasks.js';
import type { Page, Task } from './page.js';

/** What no API tells is open: a person looks. */
export function openTasks(environment: Environment, { steps }: Pick<Status, 'steps'>): Task[] {
  const checks = new Map(steps.flatMap((step) => step.checks.map((check) => [check.id, check] as const)));
  const isWanting = (id: string) => checks.get(id)?.state === 'not-done';
  const isOpen = (id: string) => isWanting(id) || checks.get(id)?.state === 'unknown';
  const pending = environment.config.entra.provisioning === 'pending';
  const tasks: readonly (readonly [open: boolean, task: () => Task])[] = [
    [isWanting('instance'), () => enableIdentityCenter(environment)],
    [isOpen('portal'), () => choosePortal(environment)],
    [isWanting('metadata'), () => downloadMetadata(environment)],
    [isWanting('application'), () => apply(environment)],
    [isOpen('identity-source'), () => changeIdentitySource(environment)],
    [
      isWanting('application') || isWanting('active-certificate'),
      () => activateCertificate(environment, checks.get('active-certificate')?.values),
    ],
    [pending, () => enableProvisioning(environment)],
    [pending, () => apply(environment)],
    [isWanting('job-active'), () => startProvisioning(environment)],
    [isWanting('quarantine'), () => endQuarantine(environment, checks.get('quarantine')?.finding ?? '')],
    [isOpen('sign-in'), () => signIn(environment)],
  ];
  return tasks.filter(([open]) => open).map(([, task]) => task());
}

export function handoverPage(environment: Environment, status: Status): Page {
  const applied = status.steps.filter(
    ({ number, state }) => APPLIED.includes(number) && state === 'not-done',
  );
  return {
    title: `Handover: ${environment.name}`,
    intro: [
      `What a person does by hand, as of ${status.day}: only what is still open, or what no API tells. Do it from top to bottom. Each task says how to check it, and how to go back.`,
      'Nothing on this page is secret. The one secret there is, the SCIM token, goes from AWS’s console into where you keep secrets.',
      ...(applied.length === 0
        ? []
        : [
            `Besides, an apply is due for: ${applied.map(({ number, title }) => `${title} (step ${number})`).join('; ')}.`,
          ]),
      ...(status.lacking.length === 0
        ? []
        : [`Some of it can’t be told, for the caller lacks ${listAll([...status.lacking])}.`]),
    ],
    tasks: openTasks(environment, status),
  };
}

/** Steps that an apply does. */
const APPLIED: readonly number[] = [4, 5, 10, 12, 13, 14, 15];
