/** Steps 8 and 9: AWS's SCIM endpoint with its token, and Entra's job that uses it. */
import type { Environment } from '../../model/environment.js';
import { renderPlace } from '../../model/problem.js';
import type { EntraFacts, Job } from './facts.js';
import { endingOf, isOver, wordEnding } from './ending.js';
import { noApplication } from './judge-application.js';
import { type Check, done, judge, notDone, type Step, step, unknown } from './step.js';
import { applyIt, inEntra } from './words.js';

export const judgeProvisioning = (environment: Environment, entra: EntraFacts, now: Date): Step[] => [
  step(8, 'Automatic provisioning: endpoint and token', 'AWS', [judgeToken(environment, now)]),
  step(9, 'SCIM secret and provisioning job', 'Entra', judgeJob(environment, entra)),
];

function judgeToken({ name, config, locate }: Environment, now: Date): Check {
  const { provisioning } = config.entra;
  const place = renderPlace(locate(['entra', 'provisioning']));
  if (provisioning === 'pending')
    return notDone(
      'scim-token',
      `Provisioning is pending (${place}).`,
      'IAM Identity Center, Settings, Automatic provisioning, Enable. Write the endpoint and the day that the token ends under entra.provisioning, put the token into TF_VAR_scim_token, and apply.',
    );
  if (provisioning === 'existing')
    return unknown(
      'scim-token',
      `Provisioning is kept elsewhere (${place}): the config doesn’t know when its token ends.`,
      'Look: IAM Identity Center, Settings, Automatic provisioning, Manage, Access tokens.',
    );
  const ending = endingOf(provisioning.tokenExpires, now);
  const finding = `The access token of ${provisioning.endpoint} ${wordEnding(ending)}.`;
  const next = `Rotate it: federation handover ${name} writes how.`;
  if (isOver(ending)) return notDone('scim-token', finding, next, { ending });
  return { ...done('scim-token', finding, { ending }), ...(ending.within === undefined ? {} : { next }) };
}

function judgeJob(environment: Environment, { application, job, connection }: EntraFacts): readonly Check[] {
  if (job === undefined) return judge('job', application, () => [noApplication(environment)]);
  return judge('job', job, (found) => [
    ...judgeStanding(environment, found),
    ...(connection === undefined
      ? []
      : judge('scim-connection', connection, (refused) => [judgeConnection(environment, refused)])),
  ]);
}

function judgeStanding({ name, config }: Environment, job: Job | null): Check[] {
  const { provisioning, application } = config.entra;
  if (job === null) {
    const next = {
      pending: 'Do step 8 first.',
      existing: 'Set it up where provisioning is kept, or write its settings instead of existing.',
    };
    return [
      notDone(
        'job',
        'Entra has no provisioning job for AWS.',
        typeof provisioning === 'string' ? next[provisioning] : applyIt(name),
      ),
    ];
  }
  const { state } = job.schedule;
  return [
    done('job', `The provisioning job is ${job.id}.`),
    state === 'Active'
      ? done('job-active', 'It is active.')
      : notDone(
          'job-active',
          `It is ${state.toLowerCase()}: nobody new reaches AWS.`,
          `${inEntra(application.displayName, 'Provisioning')}, Start provisioning.`,
        ),
  ];
}

function judgeConnection({ name }: Environment, refused: string | null): Check {
  return refused === null
    ? done('scim-connection', 'AWS takes the credentials that Entra has saved: Entra has tried them.')
    : notDone(
        'scim-connection',
        `Entra can’t connect to AWS’s endpoint with the credentials that it has saved: ${refused}`,
        `Make another token and apply: federation handover ${name} writes how.`,
      );
}
