/**
 * The name within an AWS managed policy's ARN, or nothing for what can't be one. Which policies AWS has isn't
 * modelled, so every name of the right shape is taken for one.
 */
export const awsManagedPolicy = (arn: string): string | undefined =>
  /^arn:aws(?:-cn|-us-gov)?:iam::aws:policy\/(?:[\x21-\x7e]+\/)?([\w+=,.@-]{1,128})$/.exec(arn)?.[1];
