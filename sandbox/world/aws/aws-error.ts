import { randomUUID } from 'node:crypto';

/**
 * What AWS answers when it refuses a call: the exception's name and its message. The message is AWS's own
 * wherever it is known from reports of it; the operation's docstring says where it isn't.
 */
export class AwsError extends Error {
  readonly requestId = randomUUID();

  /** @param code As AWS names it, such as `ConflictException`. */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = code;
  }
}
