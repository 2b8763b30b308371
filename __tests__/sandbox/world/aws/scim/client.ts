/** A SCIM client of a small world, as an identity provider is one. */
import type { Scim } from '../../../../../sandbox/world/aws/scim/scim.js';
import type { ScimRequest } from '../../../../../sandbox/world/aws/scim/messages.js';
import type { World } from '../../../../../sandbox/world/world.js';
import { createTestWorld, testSeed } from '../../../../helpers/world.js';

export const TENANT = 'e5f2d1c0-9a1b-4c3d-8e7f-001122334455';
export const ENDPOINT = `https://scim.eu-west-1.amazonaws.com/${TENANT}/scim/v2`;
export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Client {
  readonly world: World;
  readonly scim: Scim;
  readonly token: string;
  /** @param path Behind the endpoint, such as `/Users`. */
  send(method: ScimRequest['method'], path: string, body?: unknown): Promise<Answered>;
  /** The Resources that a list answers. */
  list(path: string, filter?: string): Promise<readonly Record<string, unknown>[]>;
  createUser(userName: string, more?: object): Promise<Answered>;
  createGroup(displayName: string, more?: object): Promise<Answered>;
  patch(path: string, ...operations: object[]): Promise<Answered>;
}

/** @param provisioned What the seed has in AWS already. Default: nothing. */
export function connect(provisioned = { groups: [] as string[], users: [] as string[] }): Client {
  const aws = { ...testSeed.aws, provisioned, scim: { tenant: TENANT } };
  const world = createTestWorld({ ...testSeed, aws });
  const { scim } = world.aws;
  const { token } = scim.createAccessToken();
  const send: Client['send'] = async (method, path, body) => {
    const response = await scim.request({ method, url: `${ENDPOINT}${path}`, token, body });
    return { ...response, body: (response.body ?? {}) as Answered['body'] };
  };
  return {
    world,
    scim,
    token,
    send,
    list: async (path, filter) => {
      const query = filter === undefined ? '' : `?filter=${encodeURIComponent(filter)}`;
      return (await send('GET', `${path}${query}`)).body['Resources'] as Record<string, unknown>[];
    },
    createUser: (userName, more) => send('POST', '/Users', { ...user(userName), ...more }),
    createGroup: (displayName, more) => send('POST', '/Groups', { schemas: [GROUP], displayName, ...more }),
    patch: (path, ...Operations) =>
      send('PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }),
  };
}

/** A user with all that AWS requires. */
export const user = (userName: string) => ({
  schemas: [USER],
  userName,
  displayName: 'Some One',
  name: { givenName: 'Some', familyName: 'One' },
});

/** What is answered, in one line: the status and, of a refusal, its detail and the sandbox's reason. */
export function summary({ status, headers, body }: Answered): string {
  return [status, body['detail'], headers['x-sandbox-reason']]
    .filter((part) => part !== undefined)
    .join(' | ');
}

export const BAD = '400 | Request is unparsable, syntactically incorrect, or violates schema.';
export const DUPLICATE = '409 | Refused to create a new, duplicate resource.';
