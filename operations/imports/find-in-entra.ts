/** Which of what a plan would make exists in Entra already, and under what import id. */
import type { Environment } from '../../model/environment.js';
import { error, type Problem } from '../../model/problem.js';
import { quote } from '../../model/text.js';
import { MANAGED_GROUPS } from '../../stacks/entra/group-types.js';
import { PROVISIONING_TEMPLATE_ID } from '../../stacks/entra/gallery-template.js';
import { isSameSecond, thumbprintOf } from '../clouds/service-principals.js';
import { Applications, laneOf } from './applications.js';
import type { EntraReader, Named, ServicePrincipal } from './entra-reader.js';
import { type MissingObject, textOf } from './existing-object.js';
import { onlyOne } from './only-one.js';
import { Policies } from './policies.js';
import type { Standing } from './standing.js';

type Finder = (object: MissingObject) => Promise<string | undefined>;

export class EntraFinder {
  private readonly applications: Applications;
  private readonly policies: Policies;
  private readonly finders: Readonly<Record<string, Finder>> = {
    azuread_application: (object) => this.findApplication(object),
    azuread_service_principal: (object) => this.findServicePrincipal(object),
    azuread_application_identifier_uri: (object) => this.findIdentifier(object),
    azuread_application_app_role: (object) => this.findAppRole(object),
    azuread_service_principal_token_signing_certificate: (object) => this.findCertificate(object),
    azuread_app_role_assignment: (object) => this.findAssignment(object),
    azuread_claims_mapping_policy: (object) => this.policies.findClaims(object),
    azuread_service_principal_claims_mapping_policy_assignment: (object) =>
      this.policies.findClaimsUse(object),
    azuread_conditional_access_policy: (object) => this.policies.findConditionalAccess(object),
    azuread_synchronization_job: (object) => this.findJob(object),
    azuread_synchronization_secret: (object) => this.findSecret(object),
    ...Object.fromEntries(MANAGED_GROUPS.map((type) => [type, (object) => this.findGroup(object)])),
  };

  constructor(
    private readonly environment: Environment,
    standing: Standing,
    private readonly reader: EntraReader,
    /** Where it is told what can't be taken over. */
    private readonly problems: Problem[],
  ) {
    this.applications = new Applications(environment, standing, reader, problems);
    this.policies = new Policies(environment, this.applications, reader, problems);
  }

  /** The import id of an object; undefined where Entra has none, or the object isn't of Entra. */
  find(object: MissingObject): Promise<string | undefined> {
    return this.finders[object.type]?.(object) ?? Promise.resolve(undefined);
  }

  private async findApplication({ kind }: MissingObject): Promise<string | undefined> {
    const application = await this.applications.find(laneOf(kind));
    return application && `/applications/${application.id}`;
  }

  private async findServicePrincipal({ kind }: MissingObject): Promise<string | undefined> {
    const principal = await this.applications.findServicePrincipal(laneOf(kind));
    return principal && `/servicePrincipals/${principal.id}`;
  }

  private async findIdentifier({ kind, values }: MissingObject): Promise<string | undefined> {
    const application = await this.applications.find(laneOf(kind));
    const uri = textOf(values, 'identifier_uri');
    if (application === undefined || uri === undefined || !application.identifierUris.includes(uri))
      return undefined;
    return `/applications/${application.id}/identifierUris/${Buffer.from(uri).toString('base64')}`;
  }

  /** By its value, by which AWS knows it; before that is known, by its id, which depends on its name alone. */
  private async findAppRole({ kind, values }: MissingObject): Promise<string | undefined> {
    const application = await this.applications.find(laneOf(kind));
    const [id, value] = [textOf(values, 'role_id'), textOf(values, 'value')];
    const role =
      application?.appRoles.find((each) => value !== undefined && each.value === value) ??
      application?.appRoles.find((each) => each.id === id);
    return role && `/applications/${application?.id}/appRoles/${role.id}`;
  }

  /** Of two that are the same, as after an apply that was cut off, the active one, or else the newest. */
  private async findCertificate({ kind, values }: MissingObject): Promise<string | undefined> {
    const principal = await this.applications.findServicePrincipal(laneOf(kind));
    const [key] = certificatesLike(values, principal).sort(
      (a, b) =>
        Number(isActive(b, principal)) - Number(isActive(a, principal)) ||
        b.startDateTime.localeCompare(a.startDateTime),
    );
    return key && `${principal?.id}/tokenSigningCertificate/${key.keyId}`;
  }

  private async findAssignment(object: MissingObject): Promise<string | undefined> {
    const principal = await this.applications.findServicePrincipal(laneOf(object.kind));
    const role = textOf(object.values, 'app_role_id');
    const holder = textOf(object.values, 'principal_object_id') ?? (await this.managedGroupOf(object));
    if (principal === undefined || role === undefined || holder === undefined) return undefined;
    const found = (await this.reader.assignedTo(principal.id))?.find(
      ({ appRoleId, principalId }) => appRoleId === role && principalId === holder,
    );
    return found && `/servicePrincipals/${principal.id}/appRoleAssignedTo/${found.id}`;
  }

  /** Its id isn't planned yet where the group itself is taken over with it. */
  private async managedGroupOf({ parts: [handle = ''] }: MissingObject): Promise<string | undefined> {
    const group = this.environment.config.groups[handle];
    return group?.managed && (await this.findNamedGroup(handle, group.name ?? handle))?.id;
  }

  private async findGroup({ parts: [handle = ''] }: MissingObject): Promise<string | undefined> {
    const name = this.environment.config.groups[handle]?.name ?? handle;
    const group = await this.findNamedGroup(handle, name);
    return group && `/groups/${group.id}`;
  }

  private async findNamedGroup(handle: string, name: string): Promise<Named | undefined> {
    const groups = ((await this.reader.groupsNamed(name)) ?? []).filter(
      ({ displayName }) => displayName === name,
    );
    return onlyOne(groups, this.problems, (ids) =>
      error(
        this.environment.locate(['groups', handle]),
        `${quote(name)} is the name of several groups in Entra: ${ids}.`,
        'One of them is to be taken over: rename the others in Entra. Or name the one that is meant with `objectId` in place of `managed`.',
      ),
    );
  }

  private async findJob({ kind }: MissingObject): Promise<string | undefined> {
    const principal = await this.applications.findServicePrincipal(laneOf(kind));
    const jobs = principal && (await this.reader.jobsOf(principal.id));
    const job = jobs?.find(({ templateId }) => templateId === PROVISIONING_TEMPLATE_ID);
    return job && `/servicePrincipals/${principal?.id}/synchronization/jobs/${job.id}`;
  }

  private async findSecret({ kind }: MissingObject): Promise<string | undefined> {
    const principal = await this.applications.findServicePrincipal(laneOf(kind));
    const secrets = principal && (await this.reader.secretsOf(principal.id));
    return secrets?.length ? `/servicePrincipals/${principal?.id}` : undefined;
  }
}

/** The keys that verify with a certificate of that name and end. */
function certificatesLike(
  values: MissingObject['values'],
  principal: ServicePrincipal | undefined,
): ServicePrincipal['keyCredentials'][number][] {
  const [name, end] = [textOf(values, 'display_name'), textOf(values, 'end_date')];
  return (principal?.keyCredentials ?? []).filter(
    ({ usage, displayName, endDateTime }) =>
      usage === 'Verify' && displayName === name && isSameSecond(endDateTime, end ?? ''),
  );
}

const isActive = (
  key: ServicePrincipal['keyCredentials'][number],
  principal: ServicePrincipal | undefined,
): boolean => thumbprintOf(key) === principal?.preferredTokenSigningKeyThumbprint?.toUpperCase();
