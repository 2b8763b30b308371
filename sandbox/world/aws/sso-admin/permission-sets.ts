import {
  changePermissionSet,
  findInstance,
  findPermissionSet,
  quotaExceeded,
  type PermissionSetInput,
} from '../access.js';
import { AwsError } from '../aws-error.js';
import { satisfy } from '../constraints.js';
import { limits } from '../limits.js';
import { page, type PageInput } from '../page.js';
import { permissionSetArn, type PermissionSetRecord, type Session } from '../state.js';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Settings {
  readonly Description?: string;
  readonly RelayState?: string;
  /** ISO 8601, one hour to twelve. Default PT1H. */
  readonly SessionDuration?: string;
}

export interface CreatePermissionSetInput extends Settings {
  readonly InstanceArn: string;
  /** 1 to 32 characters of `[\w+=,.@-]`, once in the instance. */
  readonly Name: string;
  readonly Tags?: readonly Tag[];
}

export interface PermissionSet extends Settings {
  readonly Name: string;
  readonly PermissionSetArn: string;
  readonly CreatedDate: Date;
  readonly SessionDuration: string;
}

/** sso-admin: permission sets and their settings. */
export const permissionSetOperations = {
  CreatePermissionSet(session: Session, input: CreatePermissionSetInput): { PermissionSet: PermissionSet } {
    const { state } = session;
    findInstance(session, 'CreatePermissionSet', input.InstanceArn);
    satisfy({
      member: 'name',
      value: input.Name,
      required: true,
      least: 1,
      most: 32,
      pattern: '[\\w+=,.@-]+',
    });
    checkSettings(input);
    if ([...state.permissionSets.values()].some(({ name }) => name === input.Name)) {
      throw new AwsError('ConflictException', `PermissionSet with name ${input.Name} already exists.`);
    }
    if (state.permissionSets.size >= limits.permissionSetsPerInstance) {
      throw quotaExceeded('PermissionSet', limits.permissionSetsPerInstance, state.instanceId);
    }
    const record: PermissionSetRecord = {
      arn: permissionSetArn(state),
      name: input.Name,
      createdDate: state.clock.now(),
      ...settingsOf(input),
      managedPolicies: new Map(),
      customerManagedPolicies: new Map(),
      inlinePolicy: '',
      tags: new Map((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      revision: 1,
      accounts: new Map(),
      provisioning: 0,
      changing: new Set(),
    };
    state.permissionSets.set(record.arn, record);
    return { PermissionSet: describe(record) };
  },

  DescribePermissionSet(session: Session, input: PermissionSetInput): { PermissionSet: PermissionSet } {
    return { PermissionSet: describe(findPermissionSet(session, 'DescribePermissionSet', input)) };
  },

  /** Replaces all settings: one that is left out is cleared. Accounts have them once the set is provisioned again. */
  UpdatePermissionSet(session: Session, input: PermissionSetInput & Settings): Record<string, never> {
    const record = changePermissionSet(session, 'UpdatePermissionSet', input);
    checkSettings(input);
    Object.assign(record, settingsOf(input));
    record.revision += 1;
    return {};
  },

  /** Throws ConflictException while the set is provisioned in an account. */
  DeletePermissionSet(session: Session, input: PermissionSetInput): Record<string, never> {
    const record = changePermissionSet(session, 'DeletePermissionSet', input);
    if (record.accounts.size > 0 || record.changing.size > 0) {
      throw new AwsError(
        'ConflictException',
        'Could not delete because PermissionSet has ApplicationProfile associated with it',
      );
    }
    session.state.permissionSets.delete(record.arn);
    return {};
  },

  ListPermissionSets(session: Session, input: PageInput & { InstanceArn: string }) {
    findInstance(session, 'ListPermissionSets', input.InstanceArn);
    const { items, NextToken } = page(session.state.permissionSets.keys(), input);
    return { PermissionSets: items, NextToken };
  },
};

const settingsOf = (input: Settings) => ({
  description: input.Description,
  relayState: input.RelayState,
  sessionDuration: input.SessionDuration ?? 'PT1H',
});

const describe = (record: PermissionSetRecord): PermissionSet => ({
  Name: record.name,
  PermissionSetArn: record.arn,
  Description: record.description,
  RelayState: record.relayState,
  SessionDuration: record.sessionDuration,
  CreatedDate: record.createdDate,
});

/** AWS's own words for a duration out of range aren't known. */
function checkSettings({ Description, RelayState, SessionDuration }: Settings): void {
  const duration =
    '(-?)P(?=\\d|T\\d)(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)([DW]))?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d+)?)S)?)?';
  satisfy(
    { member: 'description', value: Description, least: 1, most: 700 },
    {
      member: 'relayState',
      value: RelayState,
      least: 1,
      most: 240,
      pattern: '[a-zA-Z0-9&$@#\\\\\\/%?=~\\-_\'"|!:,.;*+\\[\\]\\ \\(\\)\\{\\}]+',
    },
    { member: 'sessionDuration', value: SessionDuration, least: 1, most: 100, pattern: duration },
  );
  const { least, most } = limits.sessionHours;
  if (
    SessionDuration !== undefined &&
    !(hoursOf(SessionDuration) >= least && hoursOf(SessionDuration) <= most)
  ) {
    throw new AwsError(
      'ValidationException',
      `SessionDuration ${SessionDuration} must be between ${least} and ${most} hours`,
    );
  }
}

/** NaN for a duration of years, months, weeks or days, all of which are longer than any session. */
function hoursOf(duration: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(
    duration,
  ) ?? ['', 'NaN'];
  return Number(hours) + Number(minutes) / 60 + Number(seconds) / 3600;
}
