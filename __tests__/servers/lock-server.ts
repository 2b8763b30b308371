/** A server of Terraform's HTTP protocol that holds a lock from the start, with the answers of servers that are in use. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface LockServer {
  readonly address: string;
  /** The credentials without which it answers 403. */
  readonly environment: Readonly<Record<string, string>>;
  /** The lock that is held. */
  held(): unknown;
  stop(): Promise<void>;
}

interface Answers {
  /** To one who finds it locked. */
  readonly status: 409 | 423;
  /** What it says of the lock then. Default: all, as it was sent. */
  readonly body?: string;
  /** After so many times that it said so, the work is done. Default: never. */
  readonly doneAfter?: number;
  /** Whom it frees a lock for. Default: who sends that lock, as its holder does. Terraform's `force-unlock` sends none. */
  readonly frees?: 'named' | 'unnamed' | 'none';
}

export const LOCK = {
  ID: '9a81b484-1789-a3b3-2a3c-69e32c3f3910',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'ada@build-7',
  Version: '1.11.4',
  Created: '2026-11-22T13:44:32.129563715Z',
  Path: '',
};

export async function serveLock({
  status,
  body = JSON.stringify(LOCK),
  doneAfter = Infinity,
  frees = 'named',
}: Answers): Promise<LockServer> {
  let held: unknown = LOCK;
  let told = 0;
  const authorization = `Basic ${Buffer.from('ada:secret').toString('base64')}`;
  const answer = (method: string | undefined, sent: string): [number, string?] => {
    if (method === 'LOCK' && held !== undefined) {
      if (++told === doneAfter) held = undefined;
      return [status, body];
    }
    if (method === 'LOCK') held = JSON.parse(sent);
    if (method === 'UNLOCK') {
      const named = sent === JSON.stringify(held) ? 'named' : sent === '' ? 'unnamed' : undefined;
      if (named !== frees) return [400];
      held = undefined;
    }
    return [method === 'GET' ? 404 : 200];
  };
  const server = createServer((request, response) => {
    void text(request).then((sent) => {
      const known = request.headers.authorization === authorization;
      const [code, said] = known ? answer(request.method, sent) : [403, 'no basic auth header found'];
      response.writeHead(code).end(said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/state/acme/prod`,
    environment: { TF_HTTP_USERNAME: 'ada', TF_HTTP_PASSWORD: 'secret' },
    held: () => held,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
