/** What it means that the place a state is to be moved to holds one already. */
import { type Backend, describeBackend } from './backend.js';
import { describeState, findMissing, holdSame, shortLineage, type StateFile } from './state-file.js';

/**
 * `moved`: both hold the same. `in use`: it was moved, and changed there since. `half moved`: it was written there, but not
 * yet as the same state.
 */
export type Standing = 'moved' | 'in use' | 'half moved';

/** `refusal` says why it can't be moved there. */
export type Comparison = { readonly standing: Standing } | { readonly refusal: string };

/** How many missing objects are named. */
const LISTED = 20;

export function compareStates(from: Backend, state: StateFile, to: Backend, there: StateFile): Comparison {
  const [former, wanted] = [describeBackend(from), describeBackend(to)];
  if (holdSame(state, there)) return { standing: state.lineage === there.lineage ? 'moved' : 'half moved' };
  if (state.lineage !== there.lineage) {
    return {
      refusal: [
        `${wanted} holds another state already (lineage ${shortLineage(there)}, ${describeState(there)}). Nothing was moved: it would be lost.`,
        '  Name a place of its own in `state`.',
      ].join('\n'),
    };
  }
  const missing = findMissing(state, there);
  if (there.serial > state.serial && missing.length > 0) {
    return {
      refusal: [
        `The state was moved to ${wanted} (${describeState(there)}), but ${former} (${describeState(state)}) has objects that aren’t in it. Nothing was changed.`,
        ...missing.slice(0, LISTED).map((object) => `    ${object}`),
        ...(missing.length > LISTED ? [`    and ${missing.length - LISTED} more`] : []),
        '  Either they were taken away or replaced since, or somebody went on with the former place: then it is the only one that',
        `  knows them. A plan from each shows it. To bring them over: federation apply <environment> --import with the new config. Once nothing there`,
        '  is missed, keep a copy, delete the state at the former place, and run this again.',
      ].join('\n'),
    };
  }
  if (there.serial > state.serial) return { standing: 'in use' };
  return {
    refusal: [
      `Both places hold this state, and they differ: ${describeState(state)} at ${former}, ${describeState(there)} at ${wanted}.`,
      '  Somebody went on with the former place after it was moved. Nothing was moved. Find out which one is right',
      '  (a plan from each shows it), keep a copy of both, delete the wrong one, and run this again.',
    ].join('\n'),
  };
}
