/** What happens to the program from outside both clouds. */
import type { Random } from '../../sandbox/world/faults/random.js';

export const OUTSIDE_KINDS = [
  /** SIGKILL, for it and its Terraform: a runner that is cancelled. */
  'killed',
  /** SIGKILL, for it alone. */
  'killedAlone',
  /** SIGINT, twice. */
  'interrupted',
  /** SIGTERM. */
  'terminated',
  /** Its disk is full. */
  'diskFull',
] as const;

export type OutsideKind = (typeof OUTSIDE_KINDS)[number];

/** At what step it happens: as the program says it, at a question of its, or at the nth call of a kind. */
const STEPS = [
  'Synthesizing',
  'Initialising',
  'Planning',
  'answer',
  'read',
  'write',
  'write',
  'write',
  'state',
] as const;

export interface Outside {
  readonly kind: OutsideKind;
  readonly step: (typeof STEPS)[number];
  /** The nth call, from 1 on. */
  readonly nth: number;
  /** Before the call is carried out, or after. */
  readonly moment: 'before' | 'after';
  /** What is left on the disk, in KiB. */
  readonly room: number;
}

export function drawOutside(random: Random, kind: OutsideKind): Outside {
  const step = random.pick(STEPS);
  return {
    kind,
    step,
    nth: 1 + random.below(step === 'read' ? 25 : step === 'state' ? 2 : random.pick([1, 3, 8])),
    moment: random.pick(['before', 'after']),
    room: 4 * random.below(20),
  };
}

export const describeOutside = ({ kind, step, nth, moment, room }: Outside): string => {
  if (kind === 'diskFull') return `diskFull: ${room} KiB left`;
  const isCall = step === 'read' || step === 'write' || step === 'state';
  return `${kind}: ${isCall ? `${moment} ${step} ${nth}` : `at ${step}`}`;
};
