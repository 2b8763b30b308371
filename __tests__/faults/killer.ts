/** Ends a program as the nth of its calls arrives. */
import { type Interceptor, isRead } from '../../sandbox/world/calls.js';
import { ConnectionError } from '../../sandbox/world/faults/connection-error.js';
import type { FaultPlan } from '../../sandbox/world/faults/faults.js';
import type { StateFault } from '../../sandbox/world/faults/state-faults.js';
import type { Outside } from './outside.js';

export class Killer {
  private aim: Pick<Outside, 'step' | 'nth' | 'moment'> | undefined;
  private counted = 0;
  private kill: () => void = () => undefined;

  /** @param kill Is called once. */
  begin(aim: Pick<Outside, 'step' | 'nth' | 'moment'>, kill: () => void): void {
    this.aim = aim;
    this.counted = 0;
    this.kill = kill;
  }

  end(): void {
    this.aim = undefined;
  }

  readonly interceptor: Interceptor = (call, proceed) => {
    if (!this.isIt(isRead(call) ? 'read' : 'write')) return proceed();
    const { kill, aim } = this;
    this.aim = undefined;
    if (aim?.moment === 'before') {
      kill();
      throw new ConnectionError('reset');
    }
    const answer = proceed();
    kill();
    return answer;
  };

  /** The state that is written arrives, or doesn't. */
  readonly state = (method: string): StateFault | undefined => {
    if (method !== 'POST' || !this.isIt('state')) return undefined;
    const { kill, aim } = this;
    this.aim = undefined;
    if (aim?.moment === 'after') {
      setImmediate(kill);
      return undefined;
    }
    kill();
    return 'gone';
  };

  private isIt(step: Outside['step']): boolean {
    if (this.aim?.step !== step) return false;
    this.counted += 1;
    return this.counted === this.aim.nth;
  }
}

/** A fault plan whose calls the killer sees first. */
export const withKiller = (plan: FaultPlan, killer: Killer): FaultPlan => ({
  attach: (world) => plan.attach(world),
  interceptor: (call, proceed) => killer.interceptor(call, () => plan.interceptor(call, proceed)),
  state: (method) => killer.state(method) ?? plan.state(method),
});
