/** `/servicePrincipals/{id}/synchronization`: secrets, templates, jobs, and provisioning on demand. */
import { badRequest } from '../../../world/entra/graph-error.js';
import type {
  OnDemandRequest,
  RestartCriteria,
  SynchronizationSecret,
} from '../../../world/entra/synchronization/objects.js';
import { text, type Body } from '../body.js';
import { whole } from '../odata/list.js';
import { created, found, get, NO_CONTENT, post, put, remove, type Operation } from '../operation.js';

const BASE = '/servicePrincipals/{id}/synchronization';
const JOB = `${BASE}/jobs/{job}`;

export const synchronization: readonly Operation[] = [
  get(`${BASE}/secrets`, (call) =>
    whole(call, 'synchronizationSecrets', call.entra.synchronization.secrets(call.id('id'))),
  ),
  put(`${BASE}/secrets`, ({ entra, id, body }) => {
    entra.synchronization.setSecrets(id('id'), secrets(body['value']));
    return NO_CONTENT;
  }),
  get(`${BASE}/templates`, (call) =>
    whole(call, 'synchronizationTemplates', call.entra.synchronization.templates(call.id('id'))),
  ),

  get(`${BASE}/jobs`, (call) =>
    whole(call, 'synchronizationJobs', call.entra.synchronization.jobs(call.id('id'))),
  ),
  post(`${BASE}/jobs`, ({ entra, id, body }) =>
    created(
      'synchronizationJobs',
      entra.synchronization.createJob(id('id'), {
        templateId: text(body, 'templateId', 'synchronizationJob'),
      }),
    ),
  ),
  get(JOB, ({ entra, id }) => found('synchronizationJobs', entra.synchronization.job(id('id'), id('job')))),
  remove(JOB, ({ entra, id }) => {
    entra.synchronization.deleteJob(id('id'), id('job'));
    return NO_CONTENT;
  }),
  get(`${JOB}/schema`, ({ entra, id }) =>
    found('synchronizationSchemas', entra.synchronization.schema(id('id'), id('job'))),
  ),
  post(`${JOB}/start`, ({ entra, id }) => {
    entra.synchronization.start(id('id'), id('job'));
    return NO_CONTENT;
  }),
  post(`${JOB}/pause`, ({ entra, id }) => {
    entra.synchronization.pause(id('id'), id('job'));
    return NO_CONTENT;
  }),
  post(`${JOB}/restart`, ({ entra, id, body }) => {
    entra.synchronization.restart(id('id'), id('job'), (body['criteria'] ?? {}) as RestartCriteria);
    return NO_CONTENT;
  }),
  post(`${JOB}/provisionOnDemand`, async ({ entra, id, body }) =>
    found(
      'microsoft.graph.stringKeyStringValuePair',
      await entra.synchronization.provisionOnDemand(id('id'), id('job'), onDemandRequest(body)),
    ),
  ),
  post(`${JOB}/validateCredentials`, async ({ entra, id, body }) => {
    entra.synchronization.job(id('id'), id('job'));
    const given = body['useSavedCredentials'] === true ? undefined : secrets(body['credentials']);
    await entra.synchronization.validateCredentials(id('id'), given);
    return NO_CONTENT;
  }),
];

function secrets(value: unknown): SynchronizationSecret[] {
  const pairs = objects(value);
  return pairs.map((pair) => ({
    key: text(pair, 'key', 'synchronizationSecretKeyStringValuePair'),
    value: String(pair['value'] ?? ''),
  }));
}

function onDemandRequest({ parameters }: Body): OnDemandRequest {
  return {
    parameters: objects(parameters).map((parameter) => ({
      ruleId: text(parameter, 'ruleId', 'synchronizationJobApplicationParameters'),
      subjects: objects(parameter['subjects']).map((subject) => ({
        ...subjectOf(subject),
        links: { members: objects((subject['links'] as Body | undefined)?.['members'] ?? []).map(subjectOf) },
      })),
    })),
  };
}

const subjectOf = (subject: Body) => ({
  objectId: text(subject, 'objectId', 'synchronizationJobSubject'),
  objectTypeName: text(subject, 'objectTypeName', 'synchronizationJobSubject'),
});

function objects(value: unknown): Body[] {
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'object' && each !== null))
    throw badRequest('The request payload is missing a list, or has something else in its place.');
  return value as Body[];
}
