/** `azuread_synchronization_job_provision_on_demand`: brings objects over now, once, when it is created. */
import { randomUUID } from 'node:crypto';
import { RefusedError, type Attributes, type Refusal, type ResourceType } from '../resource.js';
import { servicePrincipalId, synchronizationJobId } from './ids.js';
import { found } from './refusals.js';
import { jobName, requireServicePrincipal } from './synchronization-names.js';
import { check, oneOf } from './validation.js';
import { blocks, text } from './values.js';
import { timeoutOf } from '../timeouts.js';
import { called } from './waits.js';

const FIFTEEN_MINUTES = 900;
const objectType = oneOf('Group', 'user', 'User', 'Worker');

/**
 * Whether anything was provisioned isn't looked at. Nothing of it can be read, imported or destroyed.
 *
 * The provider's schema replaces it for another rule, but not for another subject: that is planned as an update, which
 * the provider then refuses. What is to be provisioned anew needs a change of `triggers`. Differs from the provider,
 * which replaces it for another number of subjects.
 */
export const synchronizationJobProvisionOnDemand: ResourceType = {
  type: 'azuread_synchronization_job_provision_on_demand',
  forceNew: ['service_principal_id', 'synchronization_job_id', 'triggers', 'parameter.rule_id'],

  validate: (config) => [
    ...check(config['service_principal_id'], 'service_principal_id', servicePrincipalId.rule),
    ...check(config['synchronization_job_id'], 'synchronization_job_id', synchronizationJobId.rule),
    ...blocks(config['parameter']).flatMap(objectTypeRefusals),
  ],

  async create(connection, planned) {
    const { entra } = connection.world;
    const [principal] = servicePrincipalId.parse(text(planned['service_principal_id']));
    requireServicePrincipal(entra, principal);
    const [owner, job] = synchronizationJobId.parse(text(planned['synchronization_job_id']));
    if (!found(() => entra.synchronization.job(owner, job))) {
      throw new RefusedError({
        summary: `${jobName(owner, job)} was not found`,
        attribute: ['synchronization_job_id'],
      });
    }
    await called(
      connection,
      {
        summary: `Provisioning ${jobName(owner, job)}`,
        timeout: timeoutOf(planned, 'create', FIFTEEN_MINUTES),
      },
      () => entra.synchronization.provisionOnDemand(owner, job, { parameters: parameters(planned) }),
    );
    return { ...planned, id: randomUUID() };
  },

  read: async (_connection, state) => state,
  update: async () => {
    throw new RefusedError({ summary: "doesn't support update" });
  },
  remove: async () => undefined,
};

function objectTypeRefusals(parameter: Attributes, index: number): Refusal[] {
  return blocks(parameter['subject']).flatMap(({ object_type_name }, each) => {
    const path = ['parameter', index, 'subject', each, 'object_type_name'];
    return check(object_type_name, path.join('.'), objectType, path);
  });
}

/** Without links to members: only the group itself is asked for (issue 1817). */
const parameters = (planned: Attributes) =>
  blocks(planned['parameter']).map((parameter) => ({
    ruleId: text(parameter['rule_id']),
    subjects: blocks(parameter['subject']).map((subject) => ({
      objectId: text(subject['object_id']),
      objectTypeName: text(subject['object_type_name']),
    })),
  }));
