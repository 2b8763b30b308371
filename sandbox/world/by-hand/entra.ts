/** What a person does in Entra's portal to federate with IAM Identity Center, as the tutorial has it. */
import { IDENTITY_CENTER } from '../entra/application-templates.js';
import { only } from './only.js';
import type { World } from '../world.js';
import type { ApplicationByHand } from './seed.js';

/** The role that assigned people have; see the template. */
const USER_ROLE = '8774f594-1d59-4279-b9d9-59ef09a23530';
const PROVISIONING_TEMPLATE = 'aWSSingleSignon';

export interface MadeApplication {
  readonly appId: string;
  readonly servicePrincipalId: string;
}

/** The application with everything that signing in needs, and who may. */
export async function makeApplication(world: World, wanted: ApplicationByHand): Promise<MadeApplication> {
  const { entra, aws } = world;
  if (wanted.abandoned !== undefined)
    entra.applicationTemplates.instantiate(IDENTITY_CENTER, { displayName: wanted.abandoned });
  const { application, servicePrincipal } = entra.applicationTemplates.instantiate(IDENTITY_CENTER, {
    displayName: wanted.displayName,
  });
  const { id } = servicePrincipal;
  entra.servicePrincipals.update(id, {
    preferredSingleSignOnMode: 'saml',
    loginUrl: aws.identityCenter.portalUrl,
    notificationEmailAddresses: [...(wanted.notificationEmails ?? [])],
  });
  entra.applications.update(application.id, {
    identifierUris: [aws.identityCenter.entityId],
    web: { ...application.web, redirectUris: [...aws.identityCenter.assertionConsumerUrls] },
  });
  await addCertificates(world, id, wanted.certificates);
  for (const principal of principalsOf(world, wanted))
    entra.appRoleAssignments.create(id, { appRoleId: USER_ROLE, principalId: principal });
  sendSessionTags(world, id, wanted.sessionTags);
  demand(world, application.appId, wanted.conditionalAccess);
  return { appId: application.appId, servicePrincipalId: id };
}

/** Provisioning with the token that AWS's console gave, and its first cycle. */
export async function startProvisioning({ entra, aws }: World, servicePrincipalId: string): Promise<void> {
  const { token } = aws.scim.createAccessToken();
  entra.synchronization.setSecrets(servicePrincipalId, [
    { key: 'BaseAddress', value: aws.scim.endpoints[0] ?? '' },
    { key: 'SecretToken', value: token },
  ]);
  const { id } = entra.synchronization.createJob(servicePrincipalId, { templateId: PROVISIONING_TEMPLATE });
  entra.synchronization.start(servicePrincipalId, id);
}

/** Its object id. */
export const groupOf = ({ entra }: World, displayName: string): string =>
  only(entra.groups.list({ displayName }), `group "${displayName}" in Entra`).id;

async function addCertificates(
  { entra }: World,
  servicePrincipalId: string,
  certificates: ApplicationByHand['certificates'],
): Promise<void> {
  for (const [index, { subject, endDate }] of certificates.entries()) {
    const { thumbprint } = await entra.tokenSigning.add(servicePrincipalId, {
      displayName: subject ?? null,
      endDateTime: endDate,
    });
    if (index === 0)
      entra.servicePrincipals.update(servicePrincipalId, { preferredTokenSigningKeyThumbprint: thumbprint });
  }
}

const principalsOf = (world: World, { groups, users = [] }: ApplicationByHand): string[] => [
  ...groups.map((name) => groupOf(world, name)),
  ...users.map((name) => world.entra.users.get(name).id),
];

function sendSessionTags(
  { entra: { claimsMappingPolicies } }: World,
  servicePrincipalId: string,
  wanted: ApplicationByHand['sessionTags'],
): void {
  if (!wanted) return;
  const ClaimsSchema = Object.entries(wanted.tags).map(([key, ID]) => ({
    Source: 'user',
    ID,
    SamlClaimType: `https://aws.amazon.com/SAML/Attributes/AccessControl:${key}`,
  }));
  const { id } = claimsMappingPolicies.create({
    displayName: wanted.displayName,
    definition: [
      JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: 'true', ClaimsSchema } }),
    ],
  });
  claimsMappingPolicies.assign(servicePrincipalId, id);
}

function demand(world: World, appId: string, wanted: ApplicationByHand['conditionalAccess']): void {
  if (!wanted) return;
  const { signInFrequency } = wanted;
  world.entra.conditionalAccessPolicies.create({
    displayName: wanted.displayName,
    state: 'enabled',
    conditions: {
      clientAppTypes: ['all'],
      applications: { includeApplications: [appId] },
      users: {
        includeUsers: ['All'],
        excludeGroups: (wanted.excludeGroups ?? []).map((name) => groupOf(world, name)),
      },
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    sessionControls:
      signInFrequency === undefined
        ? null
        : {
            signInFrequency: {
              isEnabled: true,
              type: 'hours',
              value: signInFrequency,
              authenticationType: 'primaryAndSecondaryAuthentication',
              frequencyInterval: 'timeBased',
            },
          },
  });
}
