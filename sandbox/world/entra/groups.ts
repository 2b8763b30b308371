/** Graph's `/groups`: security groups, with members assigned or by rule. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Directory } from './directory.js';
import { badRequest, GraphError, invalidValue, notFound, notModelled } from './graph-error.js';
import { membershipRule } from './membership-rule.js';
import type { Group, Principal } from './objects.js';
import { patched } from './patch.js';
import { matching } from './query.js';
import { References } from './references.js';

const READ_ONLY = ['id', 'createdDateTime', 'groupTypes', 'mailNickname'];
const FILTERABLE = ['displayName', 'id', 'mailEnabled', 'mailNickname', 'securityEnabled'] as const;
const MAX_NAME_LENGTH = 256;
const MAX_DESCRIPTION_LENGTH = 1024;

type NewGroup = Readonly<Record<string, unknown>> &
  Pick<Group, 'displayName' | 'mailNickname'> &
  Partial<Group>;

export class Groups {
  private readonly ownerReferences: References;
  private readonly memberReferences: References;

  constructor(
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {
    this.ownerReferences = new References(directory, 'owners', directory.groups, [
      'User',
      'ServicePrincipal',
    ]);
    this.memberReferences = new References(directory, 'members', directory.groups, [
      'User',
      'Group',
      'ServicePrincipal',
    ]);
  }

  get(id: string): Group {
    return structuredClone(this.find(id));
  }

  list(where: Partial<Group> = {}): Group[] {
    return matching(this.directory.groups.values(), where, FILTERABLE);
  }

  /** `id` is for seeds. Nothing is made where an owner or member isn't there. */
  create(
    { id = randomUUID(), groupTypes = [], mailNickname, ...properties }: NewGroup,
    owners: readonly string[] = [],
    members: readonly string[] = [],
  ): Group {
    const blank: Group = {
      id,
      createdDateTime: this.clock.now().toISOString(),
      groupTypes: [...groupTypes],
      mailNickname,
      displayName: '',
      description: null,
      mailEnabled: false,
      securityEnabled: false,
      membershipRule: null,
      membershipRuleProcessingState: null,
    };
    const group = checked(patched(blank, properties, 'Group', READ_ONLY));
    for (const principal of [...owners, ...members]) this.directory.principal(principal);
    this.directory.groups.set(id, group);
    for (const owner of new Set(owners)) this.addOwner(id, owner);
    for (const member of new Set(members)) this.addMember(id, member);
    return this.get(id);
  }

  update(id: string, changes: Readonly<Record<string, unknown>>): void {
    const next = checked(patched(this.find(id), changes, 'Group', READ_ONLY));
    this.members(id);
    this.directory.groups.set(id, next);
  }

  delete(id: string): void {
    this.find(id);
    this.directory.remove(id);
  }

  owners(id: string): Principal[] {
    return this.ownerReferences.list(id);
  }

  addOwner(id: string, principalId: string): void {
    this.ownerReferences.add(id, principalId);
  }

  removeOwner(id: string, principalId: string): void {
    const owners = this.owners(id);
    if (owners.length === 1 && owners[0]?.id === principalId) {
      throw badRequest('The group must have at least one owner, hence this owner cannot be removed.');
    }
    this.ownerReferences.remove(id, principalId);
  }

  /** Direct members. A rule is evaluated at once (Entra takes minutes); a paused one keeps the members it had. */
  members(id: string): Principal[] {
    const { membershipRule: rule, membershipRuleProcessingState: state } = this.find(id);
    if (rule !== null && state === 'On') {
      const users = [...this.directory.users.values()].filter(membershipRule(rule));
      this.directory.members.set(
        id,
        users.map((user) => user.id),
      );
    }
    return this.memberReferences.list(id);
  }

  /** The groups that a principal is a direct member of. */
  memberOf(principalId: string): Group[] {
    this.directory.principal(principalId);
    return this.list().filter(({ id }) => this.members(id).some((member) => member.id === principalId));
  }

  addMember(id: string, principalId: string): void {
    this.refuseIfDynamic(id);
    this.memberReferences.add(id, principalId);
  }

  removeMember(id: string, principalId: string): void {
    this.refuseIfDynamic(id);
    this.memberReferences.remove(id, principalId);
  }

  private refuseIfDynamic(id: string): void {
    if (isDynamic(this.find(id))) {
      throw new GraphError(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    }
  }

  private find(id: string): Group {
    const group = this.directory.groups.get(id);
    if (!group) throw notFound(id);
    return group;
  }
}

const isDynamic = ({ groupTypes }: Group): boolean => groupTypes.includes('DynamicMembership');

function checked(group: Group): Group {
  const { displayName, description, groupTypes, mailEnabled, mailNickname, membershipRule: rule } = group;
  if (mailEnabled || !group.securityEnabled || groupTypes.some((type) => type !== 'DynamicMembership')) {
    throw notModelled('groups other than security groups');
  }
  if (displayName.length === 0 || displayName.length > MAX_NAME_LENGTH)
    throw invalidValue('displayName', 'Group');
  if ((description ?? '').length > MAX_DESCRIPTION_LENGTH) throw invalidValue('description', 'Group');
  if (!/^[!-~]{1,64}$/.test(mailNickname)) throw invalidValue('mailNickname', 'Group');
  if (isDynamic(group) !== (rule !== null)) throw invalidValue('membershipRule', 'Group');
  if (rule !== null) membershipRule(rule);
  return group;
}
