/**
 * A lock over HTTP, asked of its server: the server tells who holds it, and Terraform shows nothing but the ID. And
 * freed as its holder would, by naming it: Terraform's `force-unlock` names none, which some servers refuse.
 */
import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { type LockHolder, readLockBody } from '../explain/explain-lock.js';
import { OutsideError } from '../outside-error.js';
import { UserError } from '../user-error.js';
import { type Backend, describeBackend } from './backend.js';

const PATIENCE_MS = 10_000;

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Undefined where nobody holds it, or the server doesn't tell or can't be asked. Throws what `ask` throws. */
export async function askHolder(
  backend: Backend,
  variables: NodeJS.ProcessEnv,
): Promise<LockHolder | undefined> {
  const told = await ask(backend, variables);
  return told === undefined ? undefined : readLockBody(told);
}

/** A holder that Terraform told nothing of but the ID, with what the server tells. Another lock has nothing to say of that one. */
export async function completeHolder(
  holder: LockHolder,
  backend: Backend,
  variables: NodeJS.ProcessEnv,
): Promise<LockHolder> {
  if (holder.who !== undefined || backend.type !== 'http') return holder;
  const asked = await askHolder(backend, variables);
  return asked !== undefined && asked.id === holder.id ? asked : holder;
}

/**
 * Frees the lock of this ID. Returns false where it couldn't: the server doesn't tell which one is held, can't be asked,
 * or refuses. Throws a UserError where another one is held by now, and what `ask` throws.
 */
export async function freeLock(backend: Backend, id: string, variables: NodeJS.ProcessEnv): Promise<boolean> {
  const told = await ask(backend, variables);
  const now = told === undefined ? undefined : readLockBody(told)?.id;
  if (told === undefined || now === undefined) return false;
  if (now !== id) throw otherLock(now);
  return (await sendUnlock(backend, told, variables))?.status === 200;
}

export const otherLock = (now: string | undefined): UserError =>
  new UserError(`The state is locked by another lock by now, ${now}. Nothing was removed.`);

/**
 * Tries to take the lock, as Terraform does, for there is no other way to ask; one that it gets it gives back at once.
 * Returns what the server says of the lock that is held. Undefined where there is none, or the server can't be asked
 * from here: Terraform knows ways in that this doesn't (client certificates, proxies). Throws an OutsideError where a
 * lock that it got isn't taken back.
 */
async function ask(backend: Backend, variables: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { lock_address = variables.TF_HTTP_LOCK_ADDRESS, unlock_address = variables.TF_HTTP_UNLOCK_ADDRESS } =
    backend.settings;
  // What can't be given back isn't taken.
  if (!lock_address || !unlock_address) return undefined;
  const own = JSON.stringify({
    ID: randomUUID(),
    Operation: 'state unlock',
    Info: '',
    Who: `${userInfo().username}@${hostname()}`,
    Version: '',
    Created: new Date().toISOString(),
    Path: '',
  });
  const asked = await send(lock_address, variables.TF_HTTP_LOCK_METHOD || 'LOCK', own, variables);
  // The answers that Terraform takes for locked.
  if (asked?.status === 409 || asked?.status === 423) return asked.body;
  if (asked?.status !== 200) return undefined;
  const freed = await sendUnlock(backend, own, variables);
  if (freed?.status === 200) return undefined;
  throw new OutsideError(
    `The lock at ${describeBackend(backend)} was taken to see who holds it, and wasn’t taken back.\n  See that nobody works with it, and remove it.`,
    `UNLOCK ${describeBackend(backend)}`,
    freed?.body ?? '',
  );
}

function sendUnlock(
  { settings }: Backend,
  lock: string,
  variables: NodeJS.ProcessEnv,
): Promise<Answer | undefined> {
  const address = settings.unlock_address ?? variables.TF_HTTP_UNLOCK_ADDRESS;
  return send(address, variables.TF_HTTP_UNLOCK_METHOD || 'UNLOCK', lock, variables);
}

/** Undefined where there is no answer. */
async function send(
  address: unknown,
  method: string,
  body: string,
  variables: NodeJS.ProcessEnv,
): Promise<Answer | undefined> {
  try {
    const answer = await fetch(String(address), {
      method,
      body,
      headers: { 'Content-Type': 'application/json', ...authorize(variables) },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return undefined;
  }
}

function authorize({ TF_HTTP_USERNAME, TF_HTTP_PASSWORD }: NodeJS.ProcessEnv): Record<string, string> {
  if (!TF_HTTP_USERNAME) return {};
  const credentials = Buffer.from(`${TF_HTTP_USERNAME}:${TF_HTTP_PASSWORD ?? ''}`);
  return { Authorization: `Basic ${credentials.toString('base64')}` };
}
