/** Graph's `/applicationTemplates`: the two gallery applications for AWS. */
import { randomUUID } from 'node:crypto';
import type { Applications } from './applications.js';
import { notFound } from './graph-error.js';
import type {
  Application,
  ApplicationTemplate,
  AppRole,
  PermissionScope,
  ServicePrincipal,
} from './objects.js';
import { matching } from './query.js';
import type { ServicePrincipals } from './service-principals.js';

/** The template of the application for IAM Identity Center. */
export const IDENTITY_CENTER = '21ed01d2-ec13-4e9e-86c1-cd546719ebc4';
/** The template of the application for direct federation with IAM, "AWS Single-Account Access". */
export const SINGLE_ACCOUNT = '8b1025e4-1dd2-430b-a150-2ef79cd700f5';

interface Template {
  readonly template: ApplicationTemplate;
  /** What an application made from it starts with. */
  readonly web: Pick<Application['web'], 'homePageUrl' | 'redirectUris'>;
  readonly roles: { readonly User: string; readonly msiam_access: string };
}

const common = {
  categories: ['developerServices'],
  logoUrl: null,
  publisher: 'Amazon Web Services, Inc.',
  supportedProvisioningTypes: ['sync'],
  supportedSingleSignOnModes: ['saml'],
};

/**
 * Ids, names and the first one's presets are Microsoft's. The second one's presets (home page, reply URL and the ids of
 * its two roles) and `common` are UNVERIFIED: chosen after the first one's and the tutorial's reply URL.
 */
const TEMPLATES: readonly Template[] = [
  {
    template: {
      ...common,
      id: IDENTITY_CENTER,
      displayName: 'AWS IAM Identity Center (successor to AWS Single Sign-On)',
      homePageUrl: 'https://aws.amazon.com/iam/identity-center/',
    },
    web: {
      homePageUrl:
        'https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z',
      redirectUris: ['https://*.signin.aws.amazon.com/platform/saml/acs/*'],
    },
    roles: {
      User: '8774f594-1d59-4279-b9d9-59ef09a23530',
      msiam_access: 'e7f1a7f3-9eda-48e0-9963-bd67bf531afd',
    },
  },
  {
    template: {
      ...common,
      id: SINGLE_ACCOUNT,
      displayName: 'AWS Single-Account Access',
      homePageUrl: 'https://aws.amazon.com/',
    },
    web: {
      homePageUrl: 'https://signin.aws.amazon.com/saml?metadata=aws|ISV9.1|primary|z',
      redirectUris: ['https://signin.aws.amazon.com/saml'],
    },
    roles: {
      User: '18d14569-c3bd-439b-9a66-3a2aee01d14f',
      msiam_access: 'b9632174-c057-4f7e-951b-be3adc52bfe6',
    },
  },
];

export class ApplicationTemplates {
  constructor(
    private readonly applications: Applications,
    private readonly servicePrincipals: ServicePrincipals,
  ) {}

  get(id: string): ApplicationTemplate {
    return structuredClone(find(id).template);
  }

  list(where: Partial<ApplicationTemplate> = {}): ApplicationTemplate[] {
    return matching(
      TEMPLATES.map(({ template }) => template),
      where,
      ['displayName', 'id'],
    );
  }

  /**
   * Makes an application and its service principal: assignment required, no single sign-on mode, no keys. Nobody owns
   * them, not even the caller (microsoftgraph/microsoft-graph-docs issue 16545).
   */
  instantiate(
    id: string,
    { displayName }: { readonly displayName: string },
  ): { application: Application; servicePrincipal: ServicePrincipal } {
    const { template, web, roles } = find(id);
    const { id: applicationId, appId } = this.applications.register({
      displayName,
      applicationTemplateId: template.id,
      appRoles: Object.entries(roles).map(([name, roleId]) => role(roleId, name)),
    });
    this.applications.update(applicationId, {
      web,
      api: { oauth2PermissionScopes: [userImpersonation(displayName)] },
    });
    const servicePrincipal = this.servicePrincipals.create({
      appId,
      appRoleAssignmentRequired: true,
      tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
    });
    return { application: this.applications.get(applicationId), servicePrincipal };
  }
}

function find(id: string): Template {
  const found = TEMPLATES.find(({ template }) => template.id === id.toLowerCase());
  if (!found) throw notFound(id);
  return found;
}

/** The default roles have no value. */
const role = (id: string, name: string): AppRole => ({
  id,
  allowedMemberTypes: ['User'],
  description: name,
  displayName: name,
  isEnabled: true,
  value: null,
});

const userImpersonation = (name: string): PermissionScope => ({
  id: randomUUID(),
  adminConsentDescription: `Allow the application to access ${name} on behalf of the signed-in user.`,
  adminConsentDisplayName: `Access ${name}`,
  isEnabled: true,
  type: 'User',
  userConsentDescription: `Allow the application to access ${name} on your behalf.`,
  userConsentDisplayName: `Access ${name}`,
  value: 'user_impersonation',
});
