/** What goes wrong, and when. */

export const FAULT_KINDS = [
  /** Too many requests. */
  'throttled',
  /** The service fails by itself: 500 and 503. */
  'unavailable',
  /** No answer comes, and nothing was done. */
  'timedOut',
  /** The connection is reset, and nothing was done. */
  'reset',
  /** Somebody else is changing the same. */
  'conflict',
  /** What was begun stays in progress for whoever asks, though it is done. */
  'unsettled',
  /** It is done, and the connection breaks before the answer. */
  'answerLost',
  /** It is done, and the answer is an error. */
  'answerWrong',
  /** What was made isn't found yet. */
  'lagging',
  /** From this call on, the credentials of this cloud have expired. */
  'expired',
  /** AWS refuses the token of its SCIM endpoint: the provisioning job gets into quarantine. */
  'quarantined',
  /** The backend of the state is gone. */
  'stateGone',
  /** The lock on the state is taken away. */
  'lockLost',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** What is met: a cloud's operations, AWS's SCIM endpoint or the state's backend. */
export type FaultPlace = 'aws' | 'entra' | 'scim' | 'state';

export interface Fault {
  readonly kind: FaultKind;
  readonly place: FaultPlace;
  /** Which calls count. The SCIM endpoint's and the backend's all do. */
  readonly on: 'read' | 'write';
  /** It meets the nth call that counts and that it can meet, from 1 on. */
  readonly nth: number;
  /** How often it meets the same call as it is repeated; `Infinity` until it is over. */
  readonly times: number;
}

/** Where a kind happens, and on which calls. */
export const PLACES: Readonly<Record<FaultKind, readonly (readonly [FaultPlace, 'read' | 'write'])[]>> = {
  throttled: everywhere(),
  unavailable: everywhere(),
  timedOut: everywhere(),
  reset: everywhere(),
  conflict: bothClouds('write'),
  unsettled: [['aws', 'write']],
  answerLost: bothClouds('write'),
  answerWrong: bothClouds('write'),
  lagging: bothClouds('write'),
  expired: everywhere(),
  quarantined: [['scim', 'write']],
  stateGone: [
    ['state', 'read'],
    ['state', 'write'],
  ],
  lockLost: [['state', 'write']],
};

function everywhere() {
  return [...bothClouds('read'), ...bothClouds('write')];
}

function bothClouds(on: 'read' | 'write'): [FaultPlace, 'read' | 'write'][] {
  return [
    ['aws', on],
    ['entra', on],
  ];
}

/** Such as `throttled aws write 3 twice`, for a person. */
export const describeFault = ({ kind, place, on, nth, times }: Fault): string =>
  `${kind}: ${on} ${nth} of ${place}, ${times === Infinity ? 'until it is over' : `${times} times`}`;
