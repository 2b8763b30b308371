/** Issues SAML responses for those whom Entra has signed in. */
import type { Clock } from '../../clock.js';
import { parseClaims, type ClaimsDefinition } from '../claims-definition.js';
import type { Directory } from '../directory.js';
import { entityIdOf } from '../entity-id.js';
import type { User } from '../objects.js';
import type { TokenSigning } from '../token-signing.js';
import { resolveClaims, resolveNameId } from './claims.js';
import { renderResponse } from './response.js';
import type { SamlApplication, SamlApplications } from './saml-applications.js';
import type { SamlRequest, SamlResponse } from './sign-in.js';
import type { Session } from './session.js';
import { noSigningKey, unassignedUser } from './sign-in-error.js';

/** As Entra behaves without a claims mapping policy. */
const NO_POLICY: ClaimsDefinition = { includesBasicClaims: true, claims: [] };

export class Issuer {
  private readonly entityId: string;

  constructor(
    private readonly tenantId: string,
    private readonly directory: Directory,
    private readonly applications: SamlApplications,
    private readonly tokenSigning: TokenSigning,
    private readonly clock: Clock,
  ) {
    this.entityId = entityIdOf(tenantId);
  }

  /** A certificate that has expired still signs, as far as known. @throws SignInError AADSTS50105 or AADSTS50003. */
  issue(user: User, session: Session, target: SamlApplication, request: SamlRequest): SamlResponse {
    const { replyUrl, relayState } = request;
    const roles = this.rolesOf(user, target);
    const key = this.tokenSigning.activeKey(target.principal.id);
    if (key === null) throw noSigningKey();
    const signedIn = { user, roles, multipleFactors: session.mfaAt !== null };
    const policy = this.policyOf(target.principal.id);
    const tenant = { tenantId: this.tenantId, entityId: this.entityId };
    const response = {
      issuer: this.entityId,
      audience: request.audience,
      replyUrl,
      inResponseTo: request.id,
      nameId: resolveNameId(signedIn, policy),
      claims: resolveClaims(signedIn, tenant, policy),
      authenticatedAt: session.passwordAt,
      now: this.clock.now(),
    };
    const samlResponse = Buffer.from(renderResponse(response, key)).toString('base64');
    return { replyUrl, samlResponse, relayState };
  }

  /** Values of the user's roles, each once, in the application's order. */
  private rolesOf(user: User, { application, principal }: SamlApplication): string[] {
    const { appId, displayName, appRoles } = application;
    const assigned = this.applications.assignedRoles(principal.id, user.id);
    if (assigned.length === 0 && principal.appRoleAssignmentRequired)
      throw unassignedUser(appId, displayName, user.userPrincipalName);
    return appRoles.filter(({ id }) => assigned.includes(id)).flatMap(({ value }) => (value ? [value] : []));
  }

  private policyOf(servicePrincipalId: string): ClaimsDefinition {
    const id = this.directory.assignedClaims.get(servicePrincipalId);
    const policy = id === undefined ? undefined : this.directory.claimsMappingPolicies.get(id);
    return policy ? parseClaims(policy.definition) : NO_POLICY;
  }
}
