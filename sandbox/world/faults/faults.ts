/** Faults on their way between the clouds, the state's backend and whoever calls them. */
import type { Call, Interceptor } from '../calls.js';
import type { World } from '../world.js';
import { afterwards } from './afterwards.js';
import { canMeet, keyOf } from './calls-met.js';
import type { Fault, FaultPlace } from './fault.js';
import { Lagging } from './lagging.js';
import { refusal, type Refused } from './refusals.js';
import { ScimFaults } from './scim-faults.js';
import { type StateFault, StateFaults } from './state-faults.js';
import { Unsettled } from './unsettled.js';

/** A fault that has happened. */
export interface Injected {
  readonly fault: Fault;
  /** What it met first, such as `ssoAdmin.CreateAccountAssignment`. */
  readonly met: string;
}

/** What has come of a fault so far. */
interface Standing {
  readonly fault: Fault;
  /** How many calls counted. */
  counted: number;
  /** The call that it meets, once it has met one. */
  key?: string;
  left: number;
}

/** Promised: refusing one of these, the cloud breaks a promise and throws nothing. */
const PROMISED = [
  'tokenSigning.add',
  'synchronization.provisionOnDemand',
  'synchronization.validateCredentials',
];

/** What stands between a sandbox and its callers. */
export interface FaultPlan {
  /** For what no call can be intercepted of. */
  attach(world: World): void;
  readonly interceptor: Interceptor;
  /** What a request to the state's backend meets, by its method. */
  readonly state: (method: string) => StateFault | undefined;
}

export class Faults implements FaultPlan {
  /** In the order in which they happened. */
  readonly injected: Injected[] = [];
  private readonly lagging = new Lagging();
  private readonly unsettled = new Unsettled();
  private standing: Standing[] = [];
  private ofState: StateFaults | undefined;
  private readonly ofScim = new ScimFaults(this.injected);

  /** @param faults What happens from the start. */
  constructor(faults: readonly Fault[] = []) {
    this.begin(faults);
  }

  /** From now on, these happen; calls are counted anew. */
  begin(faults: readonly Fault[]): void {
    const at = (...places: FaultPlace[]) => faults.filter(({ place }) => places.includes(place));
    this.standing = at('aws', 'entra').map((fault) => ({ fault, counted: 0, left: fault.times }));
    this.ofState = new StateFaults(at('state'), this.injected);
    this.ofScim.begin(at('scim'));
  }

  /** Nothing happens any more, and what hung is released. */
  end(): void {
    this.begin([]);
    this.lagging.clear();
    this.unsettled.clear();
    this.ofScim.end();
  }

  /** What is done for the world itself: its SCIM endpoint isn't reached by calls that can be intercepted. */
  attach({ aws }: World): void {
    this.ofScim.attach(aws.scim);
  }

  /** What a request to the state's backend meets. */
  readonly state = (method: string): StateFault | undefined => this.ofState?.meet(method);

  readonly interceptor: Interceptor = (call, proceed) => {
    const fault = this.meeting(call);
    try {
      return this.answer(call, fault, proceed);
    } catch (error) {
      if (PROMISED.includes(`${call.service}.${call.operation}`)) return Promise.reject(error as Error);
      throw error;
    }
  };

  private answer(call: Call, fault: Fault | undefined, proceed: () => unknown): unknown {
    this.lagging.meet(call);
    if (fault === undefined) return this.unsettled.tell(call, this.lagging.without(proceed()));
    switch (fault.kind) {
      case 'answerLost':
      case 'answerWrong':
        return afterwards(proceed, refusal(fault.kind, call));
      case 'lagging':
        return this.lagging.hide(proceed(), fault.times);
      case 'unsettled':
        return this.unsettled.keep(proceed(), fault.times);
      default:
        throw refusal(fault.kind as Refused, call);
    }
  }

  /** The fault that meets a call: the nth that counts, and the same call again. Expired credentials meet every later one. */
  private meeting(call: Call): Fault | undefined {
    return this.standing.find((standing) => this.meets(standing, call))?.fault;
  }

  private meets(standing: Standing, call: Call): boolean {
    const { fault } = standing;
    if (standing.key !== undefined) {
      if (fault.kind === 'expired') return fault.place === call.cloud;
      // What was made once isn't made again: only its answers differ.
      if (fault.kind === 'lagging' || fault.kind === 'unsettled') return false;
      if (standing.left <= 0 || standing.key !== keyOf(call)) return false;
    } else {
      if (!canMeet(fault, call)) return false;
      standing.counted += 1;
      if (standing.counted < fault.nth) return false;
      standing.key = keyOf(call);
      this.injected.push({ fault, met: `${call.service}.${call.operation}` });
    }
    standing.left -= 1;
    return true;
  }
}
