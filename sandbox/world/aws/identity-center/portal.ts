import { AwsError } from '../aws-error.js';
import { hex } from '../../ids.js';
import { createCredentials } from '../saml/credentials.js';
import { arnPrefixOf } from '../partition.js';
import type { ProvisionedAccount, State } from '../state.js';
import { grantsOf } from './grants.js';
import type { PortalSession } from './portal-session.js';

/** What the portal says to a person without any assignment (UNVERIFIED). */
export const NO_APPLICATIONS = 'You do not have any applications.';

/**
 * The access portal's API (`sso`; Portal API reference), which the portal's own pages and the CLI use. A session stands
 * for its access token. Everything comes in one page. Who is in which group is looked at anew in each call.
 */
export class Portal {
  private readonly sessions = new Map<string, PortalSession>();
  /** The digits in the names of roles, which are made anew with the role. */
  private readonly suffixes = new WeakMap<ProvisionedAccount, string>();

  constructor(private readonly state: State) {}

  /** Only sign-in does this. */
  open(session: PortalSession): void {
    this.sessions.set(session.sessionId, session);
  }

  /** E-mail addresses of accounts aren't modelled. Throws UnauthorizedException. */
  ListAccounts(session: PortalSession) {
    const accounts = new Map(this.grants(session).map(({ account }) => [account.id, account.name]));
    return { accountList: [...accounts].map(([accountId, accountName]) => ({ accountId, accountName })) };
  }

  /** Throws UnauthorizedException, or ForbiddenException for an account without a grant. */
  ListAccountRoles(session: PortalSession, { accountId }: { readonly accountId: string }) {
    const grants = this.grants(session).filter(({ account }) => account.id === accountId);
    if (grants.length === 0) throw noAccess();
    return { roleList: grants.map(({ set }) => ({ roleName: set.name, accountId })) };
  }

  /**
   * Credentials for as long as the permission set's session lasts, also beyond the portal's own. `sandbox` is what AWS
   * doesn't tell here. Throws UnauthorizedException, or ForbiddenException without a grant.
   */
  GetRoleCredentials(
    session: PortalSession,
    { accountId, roleName }: { readonly accountId: string; readonly roleName: string },
  ) {
    const grant = this.grants(session).find(
      ({ account, set }) => account.id === accountId && set.name === roleName,
    );
    if (!grant) throw noAccess();
    const { set, provisioned } = grant;
    const expires = new Date(this.state.clock.now().getTime() + millisecondsOf(set.sessionDuration));
    const credentials = createCredentials(expires);
    const role = `AWSReservedSSO_${roleName}_${this.suffixOf(provisioned)}`;
    const partition = arnPrefixOf(this.state.region);
    return {
      roleCredentials: {
        accessKeyId: credentials.AccessKeyId,
        secretAccessKey: credentials.SecretAccessKey,
        sessionToken: credentials.SessionToken,
        /** Milliseconds since 1970. */
        expiration: expires.getTime(),
      },
      sandbox: {
        assumedRoleArn: `${partition}:sts::${accountId}:assumed-role/${role}/${session.userName}`,
        sessionTags: session.tags,
        relayState: set.relayState,
      },
    };
  }

  /** Ends the session. Throws UnauthorizedException. */
  Logout(session: PortalSession): Record<string, never> {
    this.grants(session);
    this.sessions.delete(session.sessionId);
    return {};
  }

  /** A user who was deleted or disabled is out at once; AWS may take up to an hour (UNVERIFIED). */
  private grants({ sessionId, userId, expires }: PortalSession) {
    const active = this.state.users.get(userId)?.attributes.active ?? false;
    if (!active || !this.sessions.has(sessionId) || expires <= this.state.clock.now())
      throw new AwsError('UnauthorizedException', 'Session token not found or invalid');
    return grantsOf(this.state, userId);
  }

  private suffixOf(provisioned: ProvisionedAccount): string {
    const suffix = this.suffixes.get(provisioned) ?? hex(16);
    this.suffixes.set(provisioned, suffix);
    return suffix;
  }
}

const noAccess = (): AwsError => new AwsError('ForbiddenException', 'No access');

/** Of an ISO 8601 duration in hours, minutes and seconds, which a permission set's is. */
function millisecondsOf(duration: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
}
