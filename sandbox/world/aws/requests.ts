import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import { AwsError } from './aws-error.js';

/** The status of an asynchronous operation, as AWS's Describe…Status operations answer it. */
export interface Progress {
  readonly RequestId: string;
  readonly CreatedDate: Date;
  readonly Status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly FailureReason?: string;
}

/** Asynchronous operations of one kind: each is in progress for the world's latency, then succeeds or fails. */
export class Requests<Subject extends object> {
  private readonly statuses = new Map<string, Subject & Progress>();
  private outstanding = 0;

  /** @param most How many may be in progress at once. */
  constructor(
    private readonly clock: Clock,
    private readonly latency: () => number,
    private readonly most: number,
  ) {}

  /**
   * Begins one and returns its status, which is in progress.
   * @param work What it does in the end. Returns why it failed, or nothing.
   * Throws ThrottlingException where too many are in progress.
   */
  begin(subject: Subject, work: () => string | undefined): Subject & Progress {
    if (this.outstanding >= this.most) {
      throw new AwsError(
        'ThrottlingException',
        'There are too many requests processing. Please try again later.',
      );
    }
    const begun = {
      ...subject,
      RequestId: randomUUID(),
      CreatedDate: this.clock.now(),
      Status: 'IN_PROGRESS' as const,
    };
    this.statuses.set(begun.RequestId, begun);
    this.outstanding += 1;
    void this.clock.sleep(this.latency()).then(() => {
      this.outstanding -= 1;
      const reason = work();
      this.statuses.set(begun.RequestId, {
        ...begun,
        ...(reason === undefined ? { Status: 'SUCCEEDED' } : { Status: 'FAILED', FailureReason: reason }),
      });
    });
    return begun;
  }

  /** Throws ResourceNotFoundException for an id that none has (AWS's own words for it aren't known). */
  describe(id: string): Subject & Progress {
    const status = this.statuses.get(id);
    if (!status) throw new AwsError('ResourceNotFoundException', `Could not find a request with id ${id}`);
    return status;
  }

  /** All there were, in the order in which they began. */
  list(): (Subject & Progress)[] {
    return [...this.statuses.values()];
  }
}
