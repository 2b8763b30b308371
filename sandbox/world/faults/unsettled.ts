/** Asynchronous operations that are in progress for whoever asks. */
import type { Call } from '../calls.js';

type Status = { readonly RequestId: string; readonly Status: string };

export class Unsettled {
  /** How often each request is still told to be in progress. */
  private readonly requests = new Map<string, number>();

  /** Takes note of what a call has begun, and returns it. */
  keep(answer: unknown, times: number): unknown {
    for (const { RequestId } of statusesIn(answer)) this.requests.set(RequestId, times);
    return answer;
  }

  clear(): void {
    this.requests.clear();
  }

  /** The answer to a question for a status. */
  tell({ operation }: Call, answer: unknown): unknown {
    if (this.requests.size === 0 || !/^Describe.*Status$/.test(operation)) return answer;
    const told = Object.entries(answer as Record<string, Status>).map(([name, status]) => {
      const left = this.requests.get(status.RequestId) ?? 0;
      if (left <= 0) return [name, status];
      this.requests.set(status.RequestId, left - 1);
      return [name, { ...status, Status: 'IN_PROGRESS', FailureReason: undefined }];
    });
    return Object.fromEntries(told) as unknown;
  }
}

const statusesIn = (answer: unknown): Status[] =>
  Object.values(answer as Record<string, Status>).filter(({ RequestId }) => RequestId !== undefined);
