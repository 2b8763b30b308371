/** A fault of the connection, as a client over the wire meets it. */
import type { Socket } from 'node:net';
import type { Clock } from '../world/clock.js';
import type { ConnectionError } from '../world/faults/connection-error.js';

/** In milliseconds of the world's clock: longer than clients wait for an answer. */
const TOO_LONG = 60_000;

/** Breaks the connection off; where the client is to wait in vain, only after it has. */
export async function breakOff(socket: Socket, { how }: ConnectionError, clock: Clock): Promise<void> {
  if (how === 'timeout') await clock.sleep(TOO_LONG);
  socket.destroy();
}
