import { AwsError } from './aws-error.js';
import { satisfyAs } from './constraints.js';
import type { RoleRecord } from './iam/records.js';
import { uniqueRoleId } from './iam/roles.js';
import { parseTrustPolicy, type TrustStatement } from './iam/trust-policy.js';
import { createCredentials } from './saml/credentials.js';
import type { Caller, Session } from './state.js';
import { assumedRoleArn } from './sts.js';

export interface AssumeRoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  /** In seconds, from 900 to the role's longest session. Default 3,600. */
  readonly DurationSeconds?: number;
}

const LEAST_SECONDS = 900;
const MOST_SECONDS = 43_200;
const DEFAULT_SECONDS = 3_600;

/** sts: a role for a caller who has credentials already. */
export const assumeRoleOperations = {
  /**
   * A role that nobody made here (the deployer's own, in any account of the organization) is taken to be there and to
   * trust the caller. One that was made trusts whom its trust policy names. Session policies and tags aren't modelled.
   *
   * @throws AwsError AccessDenied, or ValidationError.
   */
  AssumeRole(session: Session, input: AssumeRoleInput) {
    const { RoleArn, RoleSessionName, DurationSeconds = DEFAULT_SECONDS } = input;
    check(input);
    const [, account = '', name = ''] =
      /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(RoleArn) ?? [];
    const holder = session.state.accounts.get(account);
    const role = holder?.roles.get(name.toLowerCase());
    if (!holder || holder.suspended || (role && !(role.arn === RoleArn && trusts(role, session.caller)))) {
      throw new AwsError(
        'AccessDenied',
        `User: ${session.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      );
    }
    checkDuration(session.caller, DurationSeconds, role?.maxSessionDuration ?? MOST_SECONDS);
    return {
      AssumedRoleUser: {
        Arn: assumedRoleArn(RoleArn, RoleSessionName),
        AssumedRoleId: `${role?.id ?? uniqueRoleId()}:${RoleSessionName}`,
      },
      Credentials: createCredentials(new Date(session.state.clock.now().getTime() + DurationSeconds * 1_000)),
    };
  },
};

function check({ RoleArn, RoleSessionName, DurationSeconds }: AssumeRoleInput): void {
  satisfyAs(
    'ValidationError',
    { member: 'roleArn', value: RoleArn, required: true, least: 20, most: 2_048 },
    {
      member: 'roleSessionName',
      value: RoleSessionName,
      required: true,
      least: 2,
      most: 64,
      pattern: '[\\w+=,.@-]*',
    },
  );
  if (!/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(RoleArn)) throw invalid('Request ARN is invalid');
  if (DurationSeconds === undefined) return;
  const at = `1 validation error detected: Value '${DurationSeconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value`;
  if (DurationSeconds < LEAST_SECONDS) throw invalid(`${at} greater than or equal to ${LEAST_SECONDS}`);
  if (DurationSeconds > MOST_SECONDS) throw invalid(`${at} less than or equal to ${MOST_SECONDS}`);
}

/** A role that assumes a role gets an hour at most. */
function checkDuration({ arn }: Caller, seconds: number, longest: number): void {
  if (arn.includes(':assumed-role/') && seconds > DEFAULT_SECONDS) {
    throw invalid(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > longest)
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
}

/** Throws NotImplemented where it depends on a condition: those aren't looked into. */
function trusts(role: RoleRecord, caller: Caller): boolean {
  const about = parseTrustPolicy(role.trustPolicy).filter(
    ({ actions, principals }) =>
      actions.some((action) => ['sts:assumerole', 'sts:*'].includes(action.toLowerCase())) &&
      principals.some(({ type, value }) => type === 'AWS' && namesOf(caller).includes(value)),
  );
  if (about.some(hasConditions)) {
    throw new AwsError(
      'NotImplemented',
      'The sandbox does not model conditions of trust policies for sts:AssumeRole.',
    );
  }
  return about.length > 0 && about.every(({ Effect }) => Effect === 'Allow');
}

const hasConditions = ({ conditions }: TrustStatement): boolean => Object.keys(conditions).length > 0;

/** What a trust policy may call the caller by. A path of the caller's own role isn't known from its session. */
function namesOf({ account, arn }: Caller): string[] {
  const partition = arn.split(':')[1] ?? 'aws';
  const role = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  return [
    '*',
    account,
    `arn:${partition}:iam::${account}:root`,
    arn,
    ...(role === undefined ? [] : [`arn:${partition}:iam::${account}:role/${role}`]),
  ];
}

const invalid = (message: string): AwsError => new AwsError('ValidationError', message);
