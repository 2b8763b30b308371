import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import type { AwsSeed } from '../../seed.js';
import type { Assertion } from '../saml/assertion.js';
import { SamlRefusal } from '../saml/saml-refusal.js';
import { UsedAssertions } from '../saml/used-assertions.js';
import { verifyResponse } from '../saml/verify-response.js';
import type { State, UserRecord } from '../state.js';
import { invalid, readCertificate, readIdentitySource, type IdentitySource } from './identity-source.js';
import { Portal } from './portal.js';
import type { PortalSession } from './portal-session.js';
import { createAuthnRequest, EMAIL_ADDRESS, renderMetadata, serviceProviderOf } from './service-provider.js';
import { sessionTags } from './session-tags.js';
import { doesNotCompute, invalidMfaCredentials, itIsUs, signInError, unexpected } from './sign-in-errors.js';

/** User guide, quotas. */
const MOST_RESPONSE_CHARACTERS = 50_000;
/** The portal's session at its default (user guide, "Configure the session duration"). */
const SESSION = 8 * 60 * 60_000;

/** Signing in to IAM Identity Center by an external identity provider, and the console's steps around it. */
export class IdentityCenter {
  readonly portal: Portal;
  private readonly serviceProvider: ReturnType<typeof serviceProviderOf>;
  private readonly used = new UsedAssertions();
  /** Ids of requests that no response has answered yet. */
  private readonly requests = new Set<string>();
  private source: IdentitySource | undefined;

  constructor(
    private readonly state: State,
    seed: AwsSeed,
  ) {
    this.portal = new Portal(state);
    this.serviceProvider = serviceProviderOf(seed);
  }

  get entityId(): string {
    return this.serviceProvider.entityId;
  }

  /** The default one first. */
  get assertionConsumerUrls(): readonly string[] {
    return this.serviceProvider.assertionConsumerUrls;
  }

  get portalUrl(): string {
    return this.serviceProvider.portalUrl;
  }

  /** Absent while people sign in with Identity Center's own directory, which isn't modelled. */
  get identitySource(): IdentitySource | undefined {
    return this.source;
  }

  /** Console only: the file to download. */
  serviceProviderMetadata(): string {
    return renderMetadata(this.serviceProvider);
  }

  /** Console only. Users, groups and assignments stay. Throws AwsError ValidationException. */
  changeIdentitySource(metadata: string): void {
    this.source = readIdentitySource(metadata);
    this.requests.clear();
  }

  /** Console only: one more certificate, in PEM or base64, to trust. Throws AwsError. */
  importCertificate(certificate: string): void {
    const source = this.externalSource();
    const certificates = new Set([...source.certificates, readCertificate(certificate)]);
    this.source = { ...source, certificates: [...certificates] };
  }

  /** Console only. The last one stays (UNVERIFIED). Throws AwsError. */
  removeCertificate(certificate: string): void {
    const source = this.externalSource();
    const removed = readCertificate(certificate);
    const certificates = source.certificates.filter((each) => each !== removed);
    if (certificates.length === source.certificates.length) throw invalid('There is no such certificate');
    if (certificates.length === 0) throw invalid('The last certificate can’t be deleted');
    this.source = { ...source, certificates };
  }

  /** Where the portal sends a person to sign in. Throws PortalError without an external identity provider. */
  authnRequest(relayState: string | null) {
    if (!this.source) throw notSetUp();
    const { id, samlRequest } = createAuthnRequest(
      this.serviceProvider,
      this.source.signInUrl,
      this.state.clock.now(),
    );
    this.requests.add(id);
    return { location: this.source.signInUrl, samlRequest, relayState };
  }

  /**
   * Takes what an identity provider posts to an ACS URL. "The nameID value must exactly match the user name of an existing
   * user"; nobody is made here.
   *
   * @throws PortalError
   */
  signIn(samlResponse: string, recipient: string): PortalSession {
    try {
      const assertion = this.verify(samlResponse, recipient);
      const user = this.userOf(assertion);
      const tags = sessionTags(this.state, assertion, user);
      const now = this.state.clock.now();
      this.used.use(assertion, now);
      this.answer(assertion);
      const ends = [now.getTime() + SESSION, assertion.sessionNotOnOrAfter?.getTime() ?? Infinity];
      const { userName } = user.attributes;
      const expires = new Date(Math.min(...ends));
      const session = { sessionId: randomUUID(), userId: user.UserId, userName, expires, tags };
      this.portal.open(session);
      return session;
    } catch (error) {
      throw error instanceof SamlRefusal ? signInError(error) : error;
    }
  }

  private verify(samlResponse: string, recipient: string): Assertion {
    if (!this.source) throw notSetUp();
    return verifyResponse(
      samlResponse,
      {
        provider: this.source,
        mostCharacters: MOST_RESPONSE_CHARACTERS,
        takesAudience: (audience) => audience === this.entityId,
        takesRecipient: (url) => url === recipient && this.assertionConsumerUrls.includes(url),
      },
      this.state.clock.now(),
    );
  }

  private userOf({ nameId: { value, format } }: Assertion): UserRecord {
    if (format !== EMAIL_ADDRESS)
      throw itIsUs(`The NameID’s format is ${format}, and ${EMAIL_ADDRESS} is wanted.`);
    if (!/^[^\s@]+@[^\s@]+$/.test(value))
      throw unexpected(`The NameID ${value} is not of the form user@domain.`);
    const user = [...this.state.users.values()].find(({ attributes }) => attributes.userName === value);
    if (!user)
      throw invalidMfaCredentials(`No user who was provisioned has the user name ${value}, the NameID.`);
    if (!user.attributes.active) throw doesNotCompute(`The user ${value} is disabled in AWS.`);
    return user;
  }

  /** A response without a request is as good; one to a request has to be the first to it. */
  private answer({ inResponseTo }: Assertion): void {
    if (inResponseTo !== undefined && !this.requests.delete(inResponseTo))
      throw new SamlRefusal('replayed', `Not a valid response for the provided request id: ${inResponseTo}.`);
  }

  private externalSource(): IdentitySource {
    if (this.source) return this.source;
    throw new AwsError('ConflictException', 'The identity source is not an external identity provider.');
  }
}

const notSetUp = () => itIsUs('The identity source is not an external identity provider.');
