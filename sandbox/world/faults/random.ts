/** Chance that can be repeated: the same seed draws the same. */

export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** One of them. @throws Error where there is none. */
  pick<T>(choices: readonly T[]): T;
}

/** Mulberry32, by Tommy Ettinger: 32 bits of state, enough to draw a few dozen numbers. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (choices) => {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new Error('There is nothing to choose from.');
      return choice;
    },
  };
}
