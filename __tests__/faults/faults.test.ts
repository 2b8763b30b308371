/** Each kind of fault once, with a fixed seed: `npm run test:faults` draws hundreds. */
import { carryOut } from './carry-out.js';
import { drawRun, type Kind, KINDS } from './drawn-run.js';
import { canLimitDisk } from './small-disk.js';

/** Seeds that make everything from nothing, in a small config. */
const SEEDS: Readonly<Record<Kind, number>> = {
  throttled: 2055,
  unavailable: 813,
  timedOut: 3134,
  reset: 2055,
  conflict: 3134,
  unsettled: 1994,
  answerLost: 3134,
  answerWrong: 3134,
  lagging: 813,
  expired: 2055,
  quarantined: 2359,
  stateGone: 813,
  lockLost: 813,
  killed: 1128,
  killedAlone: 797,
  interrupted: 1128,
  terminated: 2883,
  diskFull: 797,
};

const possible = KINDS.filter((kind) => kind !== 'diskFull' || canLimitDisk());

test.each(possible)('%s: applied again, it is as the config says, and nothing was lost', async (kind) => {
  const { met, lost } = await carryOut(drawRun(SEEDS[kind], kind));
  expect(lost).toEqual([]);
  expect(met).toEqual([expect.stringContaining(`${kind}: `)]);
});
