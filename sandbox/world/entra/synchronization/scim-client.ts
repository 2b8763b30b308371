/** How the provisioning service calls AWS's SCIM endpoint. */
import { randomUUID } from 'node:crypto';
import type { ScimRequest, ScimResponse } from '../../aws/scim/messages.js';
import type { Clock } from '../../clock.js';
import type { Resource } from './mapping.js';
import type { EntryType } from './objects.js';
import type { Credentials } from './secrets.js';

export type Outbound = (request: ScimRequest) => Promise<ScimResponse>;

/** AWS's limit on the membership changes of one PATCH. */
const MAX_MEMBERS = 100;
/** Unverified: how often, and from how many milliseconds on, the real service tries again within a cycle. */
const ATTEMPTS = 4;
const FIRST_WAIT = 1000;

/** AWS refused one object. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  /** Nothing was wrong with the object: AWS was busy or broken. */
  get isOutage(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** The endpoint can't be used at all with these credentials: there is no sense in trying the next object. */
export class ConnectionRefused extends Error {}

export class ScimClient {
  constructor(
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    private readonly credentials: Credentials,
  ) {}

  /** Looks for nobody, as Entra's connection test does. @throws Refused, ConnectionRefused */
  async connect(): Promise<void> {
    try {
      await this.find('User', randomUUID());
    } catch (error) {
      if (error instanceof Refused && !error.isOutage) throw new ConnectionRefused(error.message);
      throw error;
    }
  }

  /** By the matching attribute: `userName` or `displayName`. */
  async find(type: EntryType, value: string): Promise<Resource | undefined> {
    const attribute = type === 'User' ? 'userName' : 'displayName';
    const filter = `${attribute} eq ${JSON.stringify(value)}`;
    const { Resources } = await this.send('GET', `/${type}s?filter=${encodeURIComponent(filter)}`);
    return (Resources as readonly Resource[] | undefined)?.[0];
  }

  /** Undefined where it is gone. */
  async get(type: EntryType, id: string): Promise<Resource | undefined> {
    return unlessGone(this.send('GET', `/${type}s/${id}`));
  }

  /** Returns its id in AWS. */
  async create(type: EntryType, resource: Resource): Promise<string> {
    return String((await this.send('POST', `/${type}s`, resource))['id']);
  }

  async update(type: EntryType, id: string, changes: Resource): Promise<void> {
    const operations = Object.entries(changes).map(([path, value]) => ({ op: 'replace', path, value }));
    await this.patch(type, id, operations);
  }

  async delete(type: EntryType, id: string): Promise<void> {
    await unlessGone(this.send('DELETE', `/${type}s/${id}`));
  }

  /** As many requests as the limit on one takes. */
  async changeMembers(group: string, op: 'add' | 'remove', users: readonly string[]): Promise<void> {
    for (let start = 0; start < users.length; start += MAX_MEMBERS) {
      const value = users.slice(start, start + MAX_MEMBERS).map((user) => ({ value: user }));
      await this.patch('Group', group, [{ op, path: 'members', value }]);
    }
  }

  private async patch(type: EntryType, id: string, operations: readonly Resource[]): Promise<void> {
    await this.send('PATCH', `/${type}s/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: operations,
    });
  }

  /** @throws Refused, ConnectionRefused */
  private async send(method: ScimRequest['method'], path: string, body?: Resource): Promise<Resource> {
    const { baseAddress, token } = this.credentials;
    const request = { method, url: `${baseAddress}${path}`, token, ...(body === undefined ? {} : { body }) };
    for (let attempt = 1; ; attempt++) {
      const response = await this.outbound(request).catch((error: Error) => {
        throw new ConnectionRefused(error.message);
      });
      if (response.status < 300) return (response.body ?? {}) as Resource;
      const refused = new Refused(response.status, reasonOf(response));
      if (response.status === 401 || response.status === 403) throw new ConnectionRefused(refused.message);
      if (!refused.isOutage || attempt === ATTEMPTS) throw refused;
      const seconds = Number(response.headers['retry-after']);
      await this.clock.sleep(seconds > 0 ? seconds * 1000 : FIRST_WAIT * 2 ** (attempt - 1));
    }
  }
}

async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}

/** In AWS's words, which don't say what it couldn't take; the sandbox's do. */
function reasonOf({ status, headers, body }: ScimResponse): string {
  const { detail = '' } = (body ?? {}) as { readonly detail?: string };
  const hint = headers['x-sandbox-reason'];
  return `HTTP ${status}: ${detail}${hint === undefined ? '' : ` (${hint})`}`;
}
