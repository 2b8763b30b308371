/** Applications that people sign in to with SAML, and who may. */
import type { Directory } from '../directory.js';
import type { Groups } from '../groups.js';
import type { Application, ServicePrincipalRecord } from '../objects.js';
import { disabledApplication, noReplyUrl, unknownApplication, unknownReplyUrl } from './sign-in-error.js';

export interface SamlApplication {
  readonly application: Application;
  readonly principal: ServicePrincipalRecord;
}

const HIDDEN_FROM_USERS = 'HideApp';

/** @param tenant The name that errors call the tenant by. */
export class SamlApplications {
  constructor(
    private readonly directory: Directory,
    private readonly groups: Groups,
    private readonly tenant: string,
  ) {}

  /** By an identifier, in full, with what follows a `#`; or by the client id, which is a service principal name too. */
  byIdentifier(identifier: string): SamlApplication {
    const found = this.all().find(
      ({ application }) =>
        application.appId === identifier || application.identifierUris.includes(identifier),
    );
    return this.enabled(found, identifier);
  }

  byAppId(appId: string): SamlApplication {
    const found = this.all().find(({ application }) => application.appId === appId);
    return this.enabled(found, appId);
  }

  byServicePrincipal(id: string): SamlApplication {
    const found = this.all().find(({ principal }) => principal.id === id);
    return this.enabled(found, id);
  }

  /** Those that My Apps shows a user. Who needs no assignment has to be assigned to see one. */
  shownTo(userId: string): SamlApplication[] {
    return this.all().filter(
      ({ principal }) =>
        principal.accountEnabled &&
        !principal.tags.includes(HIDDEN_FROM_USERS) &&
        this.assignedRoles(principal.id, userId).length > 0,
    );
  }

  /** Ids of the roles that a user has, directly and as a direct member of a group: groups of groups don't count. */
  assignedRoles(servicePrincipalId: string, userId: string): string[] {
    return [...this.directory.assignments.values()]
      .filter(({ resourceId }) => resourceId === servicePrincipalId)
      .filter(
        ({ principalId, principalType: type }) =>
          principalId === userId || (type === 'Group' && this.isMember(principalId, userId)),
      )
      .map(({ appRoleId }) => appRoleId);
  }

  private isMember(group: string, userId: string): boolean {
    return this.groups.members(group).some(({ id }) => id === userId);
  }

  private all(): SamlApplication[] {
    return [...this.directory.servicePrincipals.values()]
      .filter(({ preferredSingleSignOnMode: mode }) => mode === 'saml')
      .flatMap((principal) => {
        const application = this.directory.applicationOf(principal.appId);
        return application ? [{ application, principal }] : [];
      });
  }

  /** What Entra says of an application that isn't in SAML mode is UNVERIFIED; here it is as if there were none. */
  private enabled(found: SamlApplication | undefined, identifier: string): SamlApplication {
    if (!found) throw unknownApplication(identifier, this.tenant);
    const { appId, displayName } = found.application;
    if (!found.principal.accountEnabled) throw disabledApplication(appId, displayName);
    return found;
  }
}

/**
 * Where the response goes: the reply URL that the request names, or else the first. Patterns, such as templates preset,
 * take no responses here; how Entra matches them is not modelled.
 *
 * @throws SignInError AADSTS50011 for one that isn't among the application's, AADSTS500113 where it has none.
 */
export function resolveReplyUrl(
  { web }: Application,
  { issuer, requested }: { readonly issuer: string; readonly requested: string | null },
): string {
  const replyUrls = web.redirectUris.filter((url) => !url.includes('*'));
  if (requested !== null && !replyUrls.includes(requested)) throw unknownReplyUrl(requested, issuer);
  const replyUrl = requested ?? replyUrls[0];
  if (replyUrl === undefined) throw noReplyUrl();
  return replyUrl;
}

/**
 * The audience that a response names: the identifier without `#` and what follows, by which several applications share
 * one audience. A client id gets `spn:` before it ("Single sign-on SAML protocol"). Which of several identifiers an
 * unsolicited response names is UNVERIFIED; here the first.
 */
export function audienceOf(
  { appId, identifierUris }: Application,
  issuer = identifierUris[0] ?? appId,
): string {
  return issuer === appId ? `spn:${appId}` : issuer.replace(/#.*$/s, '');
}
