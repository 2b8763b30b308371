import { FAULT_KINDS, type Fault, type FaultKind, PLACES } from './fault.js';
import type { Random } from './random.js';

/** Within what clients try again by themselves. */
const SHORT = [1, 2, 3];

/** How late, at most: an early call is met oftener than a late one. */
const NTH = { read: [3, 10, 30], write: [1, 3, 8] };
/** Few calls are of the sort that these can meet. */
const RARE: readonly FaultKind[] = ['lagging', 'unsettled', 'quarantined', 'conflict'];

/** One fault of one of `kinds`, early or late, short or until it is over. */
export function drawFault(random: Random, kinds: readonly FaultKind[] = FAULT_KINDS): Fault {
  const kind = random.pick(kinds);
  const [place, on] = random.pick(PLACES[kind]);
  const nth = 1 + random.below(random.pick(RARE.includes(kind) ? [1, 2] : NTH[on]));
  const isLong = random.below(2) === 0;
  return { kind, place, on, nth, times: isLong ? Infinity : random.pick(SHORT) };
}
