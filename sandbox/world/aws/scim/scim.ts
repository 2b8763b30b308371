import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import type { State } from '../state.js';
import { AccessTokens, type AccessToken } from './access-tokens.js';
import { Failures } from './failures.js';
import {
  doesNotExist,
  refuse,
  respond,
  ScimError,
  type Answer,
  type ScimRequest,
  type ScimResponse,
} from './messages.js';
import { Rates } from './rates.js';
import { route } from './routes.js';

/**
 * IAM Identity Center's automatic provisioning: the SCIM 2.0 endpoint as AWS has it ("IAM Identity Center SCIM
 * Implementation Developer Guide"), and the console's steps around it.
 */
export class Scim {
  /** Whether more requests in a second than AWS takes are answered 429. Off: a clock that stands still would meet it. */
  throttling = false;
  /** Failures on request. */
  readonly failures: Failures;
  private readonly tokens: AccessTokens;
  private readonly rates: Rates;

  /** @param tenant The tenant part of the endpoint. Without one, automatic provisioning isn't enabled yet. */
  constructor(
    private readonly state: State,
    private tenant?: string,
  ) {
    this.failures = new Failures(state.clock);
    this.tokens = new AccessTokens(state.clock);
    this.rates = new Rates(state.clock);
  }

  /** IPv4 and dual-stack, without trailing slash. None before automatic provisioning is enabled. */
  get endpoints(): readonly string[] {
    return this.tenant === undefined
      ? []
      : this.hosts.map((host) => `https://${host}/${this.tenant}/scim/v2`);
  }

  /** Console only: enables automatic provisioning. */
  enable(): void {
    this.tenant ??= randomUUID();
  }

  /** Console only. The token is told once, here. Two at most, expired ones among them; each is valid for a year. */
  createAccessToken(): { readonly id: string; readonly token: string; readonly expires: Date } {
    if (this.tenant === undefined)
      throw new AwsError('ConflictException', 'Automatic provisioning is not enabled.');
    return this.tokens.create();
  }

  /** Console only. */
  deleteAccessToken(id: string): void {
    this.tokens.delete(id);
  }

  /** Console only. */
  accessTokens(): readonly AccessToken[] {
    return this.tokens.list();
  }

  /**
   * Answers as AWS does. Another tenant's path answers 404, as reported; the developer guide says 401. Rejects where
   * nothing answers at all: no such host. In AWS other Regions have hosts too, which know no tenant.
   */
  async request(request: ScimRequest): Promise<ScimResponse> {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' || !this.hosts.includes(url.host))
      throw new Error(`getaddrinfo ENOTFOUND ${url.host}`);
    try {
      return respond(await this.answer(request, url));
    } catch (error) {
      if (error instanceof ScimError) return refuse(error, this.state.clock);
      throw error;
    }
  }

  private async answer(request: ScimRequest, { pathname, searchParams }: URL): Promise<Answer> {
    const [, tenant, ...path] = pathname.split('/');
    await this.failures.meet(request);
    if (this.tenant === undefined || tenant !== this.tenant) throw doesNotExist('TENANT');
    if (!this.tokens.accepts(request.token)) throw new ScimError(401);
    if (this.throttling) this.rates.take(request);
    if (path[0] !== 'scim' || path[1] !== 'v2') throw doesNotExist('ENDPOINT');
    return route(this.state, request, path.slice(2).join('/'), searchParams);
  }

  private get hosts(): readonly string[] {
    return [`scim.${this.state.region}.amazonaws.com`, `scim.${this.state.region}.api.aws`];
  }
}
