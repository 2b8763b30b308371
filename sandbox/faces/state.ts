/**
 * A state backend for Terraform's `http` backend, on loopback, in memory: states by path (`/state/<name>`), with
 * locks. Faster than a file by far where many resources are applied: Terraform writes the state for each of them.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { StateFault } from '../world/faults/state-faults.js';

export interface StateServer {
  /** For Terraform's process: where the state of this name is, and what opens it. */
  environment(name: string): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
}

/** A state with its lock: who holds it, as Terraform described itself. */
interface StoredState {
  content?: Buffer;
  lock?: { readonly id: string; readonly info: Buffer };
}

const USER = 'sandbox';

/**
 * The port is a free one, the password is random and only in this process's memory.
 * @param meet What goes wrong with a request. Default: nothing.
 */
export async function serveState(
  meet: (method: string) => StateFault | undefined = () => undefined,
): Promise<StateServer> {
  const password = randomBytes(24).toString('base64url');
  const authorization = `Basic ${Buffer.from(`${USER}:${password}`).toString('base64')}`;
  const states = new Map<string, StoredState>();

  const server = createServer((request, response) => {
    const answered =
      request.headers.authorization === authorization
        ? answer(states, request, meet(request.method ?? ''))
        : Promise.resolve<Answer>({ status: 401, body: 'Wrong or no credentials.' });
    answered.then(
      ({ status, body }) => response.writeHead(status).end(body),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    environment: (name) => {
      const address = `http://127.0.0.1:${port}/state/${encodeURIComponent(name)}`;
      return {
        TF_HTTP_ADDRESS: address,
        TF_HTTP_LOCK_ADDRESS: address,
        TF_HTTP_UNLOCK_ADDRESS: address,
        TF_HTTP_USERNAME: USER,
        TF_HTTP_PASSWORD: password,
      };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  states: Map<string, StoredState>,
  request: IncomingMessage,
  fault: StateFault | undefined,
): Promise<Answer> {
  if (fault === 'gone') return { status: 503, body: 'The backend is not available.' };
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const name = /^\/state\/([^/]+)$/.exec(pathname)?.[1];
  // Not 404: Terraform would take that for a state that is still empty.
  if (name === undefined) return { status: 400, body: 'The address of a state is /state/<name>.' };
  const state = states.get(name) ?? {};
  states.set(name, state);
  if (fault === 'lockLost') delete state.lock;
  const body = await buffer(request);
  switch (request.method) {
    case 'GET':
      return state.content ? { status: 200, body: state.content } : { status: 204 };
    case 'POST':
      return write(state, searchParams.get('ID'), body, request.headers['content-md5']);
    case 'DELETE':
      return refuseWithoutLock(state, searchParams.get('ID')) ?? remove(state);
    case 'LOCK':
      return lock(state, body);
    case 'UNLOCK':
      return unlock(state, body);
    default:
      return { status: 405, body: `${request.method} is not an operation on a state.` };
  }
}

function write(
  state: StoredState,
  lockId: string | null,
  body: Buffer,
  md5: string | string[] | undefined,
): Answer {
  const refused = refuseWithoutLock(state, lockId);
  if (refused) return refused;
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) {
    return { status: 400, body: 'The state does not have the MD5 digest that was sent with it.' };
  }
  state.content = body;
  return { status: 200 };
}

function remove(state: StoredState): Answer {
  delete state.content;
  return { status: 200 };
}

/** Only the holder may change a state that is locked, and nobody with a lock that has been taken away. */
function refuseWithoutLock({ lock: held }: StoredState, lockId: string | null): Answer | undefined {
  if (held && held.id !== lockId) return { status: 423, body: held.info };
  if (!held && lockId !== null) return { status: 409, body: `The lock ${lockId} is no longer held.` };
  return undefined;
}

function lock(state: StoredState, info: Buffer): Answer {
  if (state.lock) return { status: 423, body: describeHolder(state.lock.info) };
  const id = parseLock(info).ID;
  if (!id) return { status: 400, body: 'The lock has no ID.' };
  state.lock = { id, info };
  return { status: 200 };
}

/** `terraform force-unlock` sends no lock of its own: it takes away whichever is held. */
function unlock(state: StoredState, info: Buffer): Answer {
  const id = info.length > 0 ? parseLock(info).ID : state.lock?.id;
  if (!state.lock || id !== state.lock.id) {
    return { status: 409, body: state.lock?.info ?? 'The state is not locked.' };
  }
  delete state.lock;
  return { status: 200 };
}

/**
 * The holder's lock, for one who finds it taken. Terraform and OpenTofu show nothing of it but the ID (who and since
 * when they print of the lock that was not got), so the ID says it all.
 */
function describeHolder(info: Buffer): string {
  const lock = parseLock(info);
  const operation = lock.Operation ? ` for ${lock.Operation}` : '';
  return JSON.stringify({ ...lock, ID: `${lock.ID}, held by ${lock.Who} since ${lock.Created}${operation}` });
}

interface LockInfo {
  readonly ID?: string;
  readonly Who?: string;
  readonly Created?: string;
  readonly Operation?: string;
}

function parseLock(info: Buffer): LockInfo {
  try {
    return (JSON.parse(info.toString('utf8')) as LockInfo | null) ?? {};
  } catch {
    return {};
  }
}
