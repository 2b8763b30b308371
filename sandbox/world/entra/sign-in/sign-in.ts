/** Entra's sign-in with SAML: from a request, or My Apps, to the signed response. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.js';
import type { ConditionalAccessPolicies } from '../conditional-access/policies.js';
import type { Directory } from '../directory.js';
import type { Groups } from '../groups.js';
import type { Organization, User } from '../objects.js';
import type { TokenSigning } from '../token-signing.js';
import { readAuthnRequest, type Binding } from './authn-request.js';
import { Issuer } from './issuer.js';
import { audienceOf, resolveReplyUrl, SamlApplications } from './saml-applications.js';
import { missingFactor, passwordLasts, type Demands, type Session } from './session.js';
import {
  disabledUser,
  mfaDemanded,
  mfaExpired,
  signInExpired,
  unknownUser,
  wrongPassword,
  type SignInError,
} from './sign-in-error.js';

export interface SamlRequest {
  /** Null where the sign-in was started at Entra. */
  readonly id: string | null;
  readonly servicePrincipalId: string;
  readonly audience: string;
  readonly replyUrl: string;
  readonly relayState: string | null;
}

export interface SamlResponse {
  readonly replyUrl: string;
  /** Base64 of the XML. */
  readonly samlResponse: string;
  readonly relayState: string | null;
}

/** An application as My Apps shows it. */
export interface ShownApplication {
  readonly appId: string;
  readonly displayName: string;
  readonly loginUrl: string | null;
}

export class SignIn {
  /** Every user's, made at random for the run. */
  readonly password = randomBytes(12).toString('base64url');
  private readonly applications: SamlApplications;
  private readonly issuer: Issuer;

  constructor(
    private readonly organization: Organization,
    private readonly directory: Directory,
    groups: Groups,
    private readonly conditionalAccess: ConditionalAccessPolicies,
    tokenSigning: TokenSigning,
    private readonly clock: Clock,
  ) {
    const { id, displayName } = organization;
    this.applications = new SamlApplications(directory, groups, displayName);
    this.issuer = new Issuer(id, directory, this.applications, tokenSigning, clock);
  }

  /** @throws SignInError AADSTS75005, AADSTS700016, AADSTS7000112 or AADSTS50011. */
  readRequest(samlRequest: string, binding: Binding, relayState: string | null): SamlRequest {
    const { id, issuer, assertionConsumerServiceUrl } = readAuthnRequest(samlRequest, binding);
    const { application, principal } = this.applications.byIdentifier(issuer);
    return {
      id,
      servicePrincipalId: principal.id,
      audience: audienceOf(application, issuer),
      replyUrl: resolveReplyUrl(application, { issuer, requested: assertionConsumerServiceUrl }),
      relayState,
    };
  }

  /** My Apps starts without a request, with the relay state that the application is configured with. */
  startAtEntra(appId: string): SamlRequest {
    const { application, principal } = this.applications.byAppId(appId);
    return {
      id: null,
      servicePrincipalId: principal.id,
      audience: audienceOf(application),
      replyUrl: resolveReplyUrl(application, { issuer: appId, requested: null }),
      relayState: principal.samlSingleSignOnSettings?.relayState ?? null,
    };
  }

  /** Whether Entra tells a disabled account before it has seen the right password is UNVERIFIED; here it doesn't. */
  authenticate(userPrincipalName: string, password: string): Session {
    const typed = userPrincipalName.trim().toLowerCase();
    const users = [...this.directory.users.values()];
    const user = users.find((each) => each.userPrincipalName.toLowerCase() === typed);
    if (!user) throw unknownUser(this.organization.id);
    if (password !== this.password) throw wrongPassword();
    return { userId: this.enabledUser(user.id).id, passwordAt: this.clock.now(), mfaAt: null };
  }

  completeMfa(session: Session): Session {
    return { ...session, mfaAt: this.clock.now() };
  }

  /** What is still to be done before a response can be issued: to sign in again, or to pass a second factor. */
  missing(session: Session, request: SamlRequest): 'password' | 'mfa' | undefined {
    return missingFactor(session, this.demands(session, this.appIdOf(request)), this.clock.now());
  }

  /** What whoever doesn't pass the second factor is told. */
  declineMfa(session: Session, request: SamlRequest): SignInError {
    const appId = this.appIdOf(request);
    return session.mfaAt === null ? mfaDemanded(appId) : mfaExpired(appId);
  }

  /**
   * @throws SignInError AADSTS7000112, AADSTS50034, AADSTS50057, AADSTS70043, AADSTS50076 or AADSTS50078, AADSTS50105,
   *   AADSTS50003; the first that holds.
   */
  issue(session: Session, request: SamlRequest): SamlResponse {
    const target = this.applications.byServicePrincipal(request.servicePrincipalId);
    const user = this.enabledUser(session.userId);
    const missing = this.missing(session, request);
    if (missing === 'mfa') throw this.declineMfa(session, request);
    if (missing === 'password') {
      const { frequencies } = this.demands(session, target.application.appId);
      throw signInExpired(session.passwordAt, passwordLasts(frequencies) / 1000);
    }
    return this.issuer.issue(user, session, target, request);
  }

  /** My Apps: what the user is assigned to. One with a login URL starts there; one without starts here. */
  applicationsOf(userId: string): ShownApplication[] {
    return this.applications.shownTo(userId).map(({ application: { appId, displayName }, principal }) => ({
      appId,
      displayName,
      loginUrl: principal.loginUrl,
    }));
  }
  private demands({ userId }: Session, appId: string): Demands {
    return {
      mfa: this.conditionalAccess.demandMfa(userId, appId),
      frequencies: this.conditionalAccess.signInFrequencies(userId, appId),
    };
  }

  private appIdOf({ servicePrincipalId }: SamlRequest): string {
    return this.applications.byServicePrincipal(servicePrincipalId).application.appId;
  }

  private enabledUser(id: string): User {
    const user = this.directory.users.get(id);
    if (!user) throw unknownUser(this.organization.id);
    if (!user.accountEnabled) throw disabledUser();
    return user;
  }
}
