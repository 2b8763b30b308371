/** Watches what people have while something is applied. */
import { type Interceptor, isRead } from '../../sandbox/world/calls.js';
import type { World } from '../../sandbox/world/world.js';
import { grantsIn } from './grants.js';

export interface Watch {
  readonly interceptor: Interceptor;
  /** From now on, what is missing at any time counts. */
  begin(world: World): void;
  /** What people had at the beginning and have now, and didn't have in between. */
  lostOnTheWay(): readonly string[];
}

export function createWatch(): Watch {
  let world: World | undefined;
  let atFirst: ReadonlySet<string> = new Set();
  const missed = new Set<string>();
  const look = () => {
    if (world === undefined) return;
    const now = grantsIn(world);
    for (const grant of atFirst) if (!now.has(grant)) missed.add(grant);
  };
  return {
    begin: (watched) => {
      world = watched;
      atFirst = grantsIn(watched);
      missed.clear();
    },
    interceptor: (call, proceed) => {
      // Before, too: what AWS carries out later is seen by the next call.
      if (!isRead(call)) look();
      try {
        return proceed();
      } finally {
        if (!isRead(call)) look();
      }
    },
    lostOnTheWay: () => {
      if (world === undefined) return [];
      const now = grantsIn(world);
      return [...missed].filter((grant) => now.has(grant));
    },
  };
}
