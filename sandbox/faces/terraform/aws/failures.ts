import { RefusedError, type Attributes } from '../resource.js';

/** What AWS refused or failed at, as the provider says it. Everything else that is thrown is the sandbox's own fault. */
export class Failure extends Error {}

/** A call that AWS refused for good, in the words of the AWS SDK. */
export class CallError extends Failure {
  /** @param code As AWS names it, such as `ConflictException`. */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Says what was being done when it failed, before why. */
export async function during<Result>(what: string, doing: Promise<Result>): Promise<Result> {
  try {
    return await doing;
  } catch (error) {
    throw error instanceof Failure ? new Failure(`${what}: ${error.message}`) : error;
  }
}

/** Has Terraform remember `left` where this fails, because what was made before stands. */
export async function leaving<Result>(left: Attributes, doing: Promise<Result>): Promise<Result> {
  try {
    return await doing;
  } catch (error) {
    throw error instanceof Failure ? new RefusedError({ summary: error.message }, left) : error;
  }
}

const NOT_FOUND = ['NoSuchEntity', 'ResourceNotFoundException'];

/** Null where AWS doesn't have what was asked for. */
export async function orNull<Result>(doing: Promise<Result>): Promise<Result | null> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof CallError && NOT_FOUND.includes(error.code)) return null;
    throw error;
  }
}
