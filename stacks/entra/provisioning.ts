/** Automatic provisioning: Entra's service brings assigned groups and users to AWS by SCIM. */
import { SynchronizationJob } from '@cdktf/provider-azuread/lib/synchronization-job';
import { SynchronizationJobProvisionOnDemand } from '@cdktf/provider-azuread/lib/synchronization-job-provision-on-demand';
import { SynchronizationSecret } from '@cdktf/provider-azuread/lib/synchronization-secret';
import type { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import { Fn, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import type { Principal } from '../../model/access-model.js';
import type { ProvisioningConfig } from '../../model/config.js';
import { parseDuration } from '../../model/duration.js';
import { literal } from '../literal.js';
import { principalName, resourceName } from '../names.js';
import type { ApplicationAccess } from './application-access.js';
import { PROVISIONING_TEMPLATE_ID } from './gallery-template.js';
import type { EntraPrincipals } from './principals.js';

export interface ProvisioningProps {
  readonly settings: ProvisioningConfig;
  readonly servicePrincipal: ServicePrincipal;
  readonly access: ApplicationAccess;
  readonly principals: EntraPrincipals;
}

export class Provisioning extends Construct {
  private readonly job: SynchronizationJob;
  private readonly wait: Sleep;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ProvisioningProps,
  ) {
    super(scope, id);
    this.job = this.createJob(this.createSecret());
    this.wait = this.createWait();
  }

  /**
   * Brings one assigned group or user to AWS at once, for its lookup to depend on: nothing else defers that lookup.
   * A group comes without its members, which follow with the next cycle (azuread issue 1817). Made anew where the
   * name changes, so that the lookup by the new name waits for it; and where it is another object in Entra, for the
   * provider would plan an update then and refuse it when applied.
   */
  createOnDemand(principal: Principal): SynchronizationJobProvisionOnDemand {
    const { objectId, awsName } = this.props.principals.get(principal);
    return new SynchronizationJobProvisionOnDemand(this, principalName(principal), {
      servicePrincipalId: this.props.servicePrincipal.id,
      synchronizationJobId: this.job.id,
      parameter: [
        {
          ruleId: literal(this.props.settings.onDemandRule),
          subject: [{ objectId, objectTypeName: principal.type === 'GROUP' ? 'Group' : 'User' }],
        },
      ],
      triggers: { name: awsName, objectId },
      dependsOn: [this.wait],
    });
  }

  /** All four settings, always: the provider waits for as many as it sent (azuread issue 1013). */
  private createSecret(): SynchronizationSecret {
    const { settings, servicePrincipal } = this.props;
    const token = new TerraformVariable(this, 'scim_token', {
      type: 'string',
      sensitive: true,
      nullable: false,
      description: `The access token of ${settings.endpoint}, from TF_VAR_scim_token.`,
    });
    return new SynchronizationSecret(this, resourceName('provisioning-secret'), {
      servicePrincipalId: servicePrincipal.id,
      credential: [
        { key: 'BaseAddress', value: literal(settings.endpoint) },
        { key: 'SecretToken', value: token.stringValue },
        // Only who is assigned.
        { key: 'SyncAll', value: 'false' },
        { key: 'SyncNotificationSettings', value: literal(renderNotificationSettings(settings)) },
      ],
    });
  }

  /** Its first cycle has everyone to take who is assigned by then. */
  private createJob(secret: SynchronizationSecret): SynchronizationJob {
    const { servicePrincipal, access } = this.props;
    return new SynchronizationJob(this, resourceName('provisioning'), {
      servicePrincipalId: servicePrincipal.id,
      templateId: PROVISIONING_TEMPLATE_ID,
      enabled: true,
      dependsOn: [secret, ...access.assignments],
      lifecycle: { preventDestroy: true },
    });
  }

  /**
   * Entra takes minutes to honour an assignment (azuread issue 1423). Begins anew where an assignment is made, and
   * where its length changes: the provider would take a new length without waiting.
   */
  private createWait(): Sleep {
    const { settings, access } = this.props;
    const createDuration = `${parseDuration(settings.wait) ?? 0}s`;
    const assigned = access.assignments.map(({ id }) => id);
    return new Sleep(this, resourceName('provisioning-wait'), {
      createDuration,
      triggers: { assigned: Fn.join(',', Fn.sort(assigned)), length: createDuration },
      dependsOn: [this.job],
    });
  }
}

/** As Graph's synchronization secrets have it: JSON in a string. */
function renderNotificationSettings({ notificationEmails, deleteThreshold }: ProvisioningConfig): string {
  return JSON.stringify({
    Enabled: notificationEmails !== undefined,
    Recipients: notificationEmails?.join(','),
    DeleteThresholdEnabled: deleteThreshold !== undefined,
    DeleteThresholdValue: deleteThreshold,
  });
}
