/** iam: roles in the caller's account, with their trust policies. */
import { randomBytes } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import type { Session } from '../state.js';
import {
  callersAccount,
  findRole,
  iamArn,
  limitExceeded,
  nameConstraint,
  pathConstraint,
  satisfy,
} from './account.js';
import { encodeDocument } from './policy-document.js';
import type { RoleRecord } from './records.js';
import { checkBoundary } from './role-boundaries.js';
import { addTags, tagList, type Tag } from './tags.js';
import { checkTrustPolicy } from './trust-policy.js';

export interface RoleInput {
  readonly RoleName: string;
}

export interface CreateRoleInput extends RoleInput {
  readonly AssumeRolePolicyDocument: string;
  readonly Description?: string | undefined;
  /** In seconds, 3,600 to 43,200. Default 3,600. */
  readonly MaxSessionDuration?: number;
  /** Default `/`. */
  readonly Path?: string;
  readonly PermissionsBoundary?: string | undefined;
  readonly Tags?: readonly Tag[];
}

/** IAM's quota at its default. */
const ROLES_PER_ACCOUNT = 1_000;
const SESSION_SECONDS = { least: 3_600, most: 43_200 };

export const roleOperations = {
  CreateRole(session: Session, input: CreateRoleInput) {
    const { RoleName, Path = '/', MaxSessionDuration = SESSION_SECONDS.least, Description } = input;
    const { roles } = callersAccount(session);
    satisfy(nameConstraint('roleName', RoleName, 64), pathConstraint(Path), description(Description));
    checkDuration(MaxSessionDuration);
    if (roles.has(RoleName.toLowerCase()))
      throw new AwsError('EntityAlreadyExists', `Role with name ${RoleName} already exists.`);
    checkTrustPolicy(session, input.AssumeRolePolicyDocument);
    if (input.PermissionsBoundary !== undefined) checkBoundary(session, input.PermissionsBoundary);
    if (roles.size >= ROLES_PER_ACCOUNT)
      throw limitExceeded(`Cannot exceed quota for RolesPerAccount: ${ROLES_PER_ACCOUNT}`);
    const role: RoleRecord = {
      arn: iamArn(session, `role${Path}${RoleName}`),
      id: uniqueRoleId(),
      name: RoleName,
      path: Path,
      createDate: session.state.clock.now(),
      description: Description,
      maxSessionDuration: MaxSessionDuration,
      trustPolicy: input.AssumeRolePolicyDocument,
      permissionsBoundary: input.PermissionsBoundary,
      inlinePolicies: new Map(),
      attachedPolicies: new Map(),
      tags: new Map(),
    };
    addTags(role.tags, input.Tags ?? []);
    roles.set(RoleName.toLowerCase(), role);
    return { Role: describeRole(role) };
  },

  GetRole(session: Session, { RoleName }: RoleInput) {
    return { Role: describeRole(findRole(session, RoleName)) };
  },

  /** A duration that is left out becomes its default; a description that is left out stays. */
  UpdateRole(
    session: Session,
    {
      RoleName,
      Description,
      MaxSessionDuration = SESSION_SECONDS.least,
    }: Pick<CreateRoleInput, 'RoleName' | 'Description' | 'MaxSessionDuration'>,
  ): Record<string, never> {
    const role = findRole(session, RoleName);
    checkDuration(MaxSessionDuration);
    if (Description !== undefined) describe(role, Description);
    role.maxSessionDuration = MaxSessionDuration;
    return {};
  },

  UpdateRoleDescription(
    session: Session,
    { RoleName, Description }: RoleInput & { readonly Description: string },
  ) {
    const role = findRole(session, RoleName);
    describe(role, Description);
    return { Role: describeRole(role) };
  },

  UpdateAssumeRolePolicy(
    session: Session,
    { RoleName, PolicyDocument }: RoleInput & { readonly PolicyDocument: string },
  ): Record<string, never> {
    const role = findRole(session, RoleName);
    checkTrustPolicy(session, PolicyDocument);
    role.trustPolicy = PolicyDocument;
    return {};
  },

  /** Throws DeleteConflict while the role has policies. */
  DeleteRole(session: Session, { RoleName }: RoleInput): Record<string, never> {
    const role = findRole(session, RoleName);
    if (role.attachedPolicies.size > 0)
      throw new AwsError('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
    if (role.inlinePolicies.size > 0)
      throw new AwsError('DeleteConflict', 'Cannot delete entity, must delete policies first.');
    callersAccount(session).roles.delete(RoleName.toLowerCase());
    return {};
  },
};

export const describeRole = (role: RoleRecord) => ({
  Arn: role.arn,
  AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
  CreateDate: role.createDate,
  Description: role.description,
  MaxSessionDuration: role.maxSessionDuration,
  Path: role.path,
  RoleId: role.id,
  RoleName: role.name,
  Tags: tagList(role.tags),
  ...(role.permissionsBoundary === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryArn: role.permissionsBoundary,
          PermissionsBoundaryType: 'Policy',
        },
      }),
});

const description = (value: string | undefined) => ({
  member: 'description',
  value,
  most: 1_000,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
});

function describe(role: RoleRecord, text: string): void {
  satisfy(description(text));
  role.description = text === '' ? undefined : text;
}

function checkDuration(seconds: number): void {
  const at = `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value`;
  if (seconds < SESSION_SECONDS.least)
    throw new AwsError('ValidationError', `${at} greater than or equal to ${SESSION_SECONDS.least}`);
  if (seconds > SESSION_SECONDS.most)
    throw new AwsError('ValidationError', `${at} less than or equal to ${SESSION_SECONDS.most}`);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const uniqueRoleId = (): string =>
  `AROA${[...randomBytes(17)].map((byte) => ALPHABET[byte % 32]).join('')}`;
