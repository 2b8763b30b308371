import type { Session } from './state.js';

/** sts: who the caller is. */
export const stsOperations = {
  /** The caller's `UserId` isn't AWS's: it is the last part of the ARN. */
  GetCallerIdentity({ caller }: Session) {
    return { Account: caller.account, Arn: caller.arn, UserId: caller.arn.split('/').slice(1).join(':') };
  },
};
