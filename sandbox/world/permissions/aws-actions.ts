/** Which IAM actions a call of AWS's APIs needs, and on which resources, as far as its input names them. */
import type { Call } from '../calls.js';
import type { Caller } from '../aws/state.js';

export interface Needed {
  readonly action: string;
  /** `*` where the action is of no resource, or its input names none. */
  readonly resource: string;
}

const PREFIXES: Readonly<Record<string, string>> = {
  ssoAdmin: 'sso',
  identityStore: 'identitystore',
  organizations: 'organizations',
  iam: 'iam',
  sts: 'sts',
};

/** AWS asks no permission for them. */
const FREE = ['sts:GetCallerIdentity', 'sts:AssumeRoleWithSAML'];

/** All of them are needed. */
export function neededActions({ service, operation, input, caller }: Call): Needed[] {
  const prefix = PREFIXES[service];
  if (prefix === undefined || caller === undefined)
    throw new Error(`The sandbox does not model permissions of ${service}.`);
  const action = `${prefix}:${operation}`;
  if (FREE.includes(action)) return [];
  const named = (input[0] ?? {}) as Members;
  const resources = resourcesOf(prefix, named, caller);
  const needed = (resources.length === 0 ? ['*'] : resources).map((resource) => ({ action, resource }));
  // IAM: whoever tags what is made needs the right to tag.
  const tagging = TAGGING[action];
  return tagging !== undefined && (named.Tags ?? []).length > 0
    ? [...needed, ...needed.map(({ resource }) => ({ action: tagging, resource }))]
    : needed;
}

const TAGGING: Readonly<Record<string, string>> = {
  'iam:CreateRole': 'iam:TagRole',
  'iam:CreateSAMLProvider': 'iam:TagSAMLProvider',
};

/** Members of inputs that name a resource. */
interface Members {
  readonly InstanceArn?: string;
  readonly PermissionSetArn?: string;
  readonly ResourceArn?: string;
  readonly AccountId?: string;
  readonly TargetId?: string;
  readonly IdentityStoreId?: string;
  readonly GroupId?: string;
  readonly UserId?: string;
  readonly RoleName?: string;
  readonly Name?: string;
  readonly SAMLProviderArn?: string;
  readonly RoleArn?: string;
  readonly Tags?: readonly unknown[];
}

/** An organization's identity store is the management account's; the caller's account stands for it. */
function resourcesOf(prefix: string, named: Members, { account, arn }: Caller): string[] {
  const partition = arn.split(':')[1] ?? 'aws';
  const inPartition = (text: string | undefined, of: (text: string) => string) =>
    text === undefined ? [] : [`arn:${partition}:${of(text)}`];
  if (prefix === 'sso')
    return [
      ...listed(named.InstanceArn),
      ...listed(named.PermissionSetArn ?? named.ResourceArn),
      ...inPartition(named.TargetId ?? named.AccountId, (id) => `sso:::account/${id}`),
    ];
  if (prefix === 'identitystore')
    return [
      ...inPartition(named.IdentityStoreId, (id) => `identitystore::${account}:identitystore/${id}`),
      ...inPartition(named.GroupId, (id) => `identitystore:::group/${id}`),
      ...inPartition(named.UserId, (id) => `identitystore:::user/${id}`),
    ];
  if (prefix === 'iam')
    return [
      ...inPartition(named.RoleName, (name) => `iam::${account}:role/${name}`),
      ...inPartition(named.Name, (name) => `iam::${account}:saml-provider/${name}`),
      ...listed(named.SAMLProviderArn),
    ];
  return listed(named.RoleArn);
}

const listed = (text: string | undefined): string[] => (text === undefined ? [] : [text]);
