/** One run of the harness, all of it drawn from its seed. */
import { drawFault } from '../../sandbox/world/faults/draw-faults.js';
import { FAULT_KINDS, type Fault } from '../../sandbox/world/faults/fault.js';
import { createRandom } from '../../sandbox/world/faults/random.js';
import type { SmallConfig } from '../helpers/config.js';
import { drawChange, drawConfig } from './draw-configs.js';
import { drawOutside, type Outside, OUTSIDE_KINDS, type OutsideKind } from './outside.js';

export interface DrawnRun {
  readonly seed: number;
  readonly provisioned: boolean;
  /** Applied in order first; where the fault meets the very first apply, it isn't. */
  readonly before: SmallConfig;
  readonly after: SmallConfig;
  readonly faults: readonly Fault[];
  /** What happens to the program itself. Then there are no faults. */
  readonly outside?: Outside;
  /** Whether the faults meet the apply that makes everything. */
  readonly fromNothing: boolean;
}

/** @param only The kind of the fault. Default: drawn too. */
/** What a run can be about. */
export const KINDS = [...FAULT_KINDS, ...OUTSIDE_KINDS] as const;
export type Kind = (typeof KINDS)[number];

const isOutside = (kind: Kind): kind is OutsideKind => OUTSIDE_KINDS.some((each) => each === kind);

export function drawRun(seed: number, only?: Kind): DrawnRun {
  const random = createRandom(seed);
  const kind = only ?? random.pick(KINDS);
  const outside = isOutside(kind) ? drawOutside(random, kind) : undefined;
  const fault = isOutside(kind) ? undefined : drawFault(random, [kind]);
  const provisioned = fault?.place === 'scim' || random.below(2) === 0;
  const fromNothing = random.below(2) === 0;
  const before = drawConfig(random, provisioned);
  const after = drawChange(random, before, provisioned);
  const surroundings = { seed, provisioned, before, after, fromNothing };
  if (fault === undefined) return { ...surroundings, faults: [], outside };
  const another = random.below(4) === 0 ? [drawFault(random)] : [];
  return { ...surroundings, faults: [fault, ...another] };
}
