/** What makes a state over HTTP open to others: no encryption on the way, or no lock. */
import type { StateConfig } from '../config.js';
import { warning, type Location, type Problem } from '../problem.js';
import { quote } from '../text.js';

type Http = NonNullable<StateConfig['http']>;

/** Loopback by RFC 6761 and RFC 1122; nothing of it leaves the machine. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function findOpenHttp({ address, lockAddress }: Http, at: (key: string) => Location): Problem[] {
  const problems: Problem[] = [];
  for (const [key, url] of Object.entries({ address, lockAddress })) {
    if (url === undefined || !isInClear(url)) continue;
    problems.push(
      warning(
        at(key),
        `${quote(url)} is plain http: the state’s secrets and the password for it cross the network in clear.`,
        'Write https://.',
      ),
    );
  }
  if (address !== undefined && lockAddress === undefined) {
    problems.push(
      warning(
        at('address'),
        'has no `lockAddress` beside it: unless TF_HTTP_LOCK_ADDRESS and TF_HTTP_UNLOCK_ADDRESS are set, nothing stops two applies at once, which damages the state.',
        'Write `lockAddress` too; with many servers it is the same URL.',
      ),
    );
  }
  return problems;
}

function isInClear(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}
