/** The groups and users of the config as Entra has them: existing ones are looked up, managed ones are made. */
import { DataAzureadGroup } from '@cdktf/provider-azuread/lib/data-azuread-group';
import { DataAzureadUser } from '@cdktf/provider-azuread/lib/data-azuread-user';
import { Group } from '@cdktf/provider-azuread/lib/group';
import { GroupWithoutMembers } from '@cdktf/provider-azuread/lib/group-without-members';
import { Construct } from 'constructs';
import type { Principal } from '../../model/access-model.js';
import type { GroupConfig, UserConfig } from '../../model/config.js';
import { literal } from '../literal.js';
import { resourceName } from '../names.js';
import { isWithoutMembers } from './group-types.js';
import { objectIdsOf } from './people.js';

/** A group or user of Entra. */
export interface EntraPrincipal {
  readonly objectId: string;
  /** What provisioning calls it in AWS: a group's display name, a user's user principal name. */
  readonly awsName: string;
  /** Whether Entra alone knows that name: the config names it by its object id. */
  readonly namedInEntra: boolean;
}

type ManagedGroup = NonNullable<GroupConfig['managed']>;

export class EntraPrincipals extends Construct {
  private readonly groups = new Map<string, EntraPrincipal>();
  private readonly users = new Map<string, EntraPrincipal>();

  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly groups: Readonly<Record<string, GroupConfig>>;
      readonly users: Readonly<Record<string, UserConfig>>;
    },
  ) {
    super(scope, id);
    for (const [handle, group] of Object.entries(props.groups))
      this.groups.set(handle, this.createGroup(handle, group));
    for (const [handle, user] of Object.entries(props.users))
      this.users.set(handle, this.createUser(handle, user));
  }

  /** The group or user under a handle that the rules have checked. */
  get({ type, handle }: Principal): EntraPrincipal {
    const principal = (type === 'GROUP' ? this.groups : this.users).get(handle);
    if (principal === undefined) throw new Error(`no ${type} has the handle ${handle}`);
    return principal;
  }

  private createGroup(handle: string, group: GroupConfig): EntraPrincipal {
    const { objectId, displayName } = group.managed
      ? this.createManagedGroup(handle, group, group.managed)
      : this.createExistingGroup(handle, group);
    return { objectId, awsName: displayName, namedInEntra: group.objectId !== undefined };
  }

  private createExistingGroup(handle: string, group: GroupConfig): DataAzureadGroup {
    return new DataAzureadGroup(
      this,
      resourceName('group', handle),
      group.objectId === undefined
        ? { displayName: literal(group.name ?? handle), securityEnabled: true }
        : { objectId: group.objectId, securityEnabled: true },
    );
  }

  private createManagedGroup(
    handle: string,
    group: GroupConfig,
    managed: ManagedGroup,
  ): Group | GroupWithoutMembers {
    const name = resourceName('group', handle);
    const common = {
      displayName: literal(group.name ?? handle),
      securityEnabled: true,
      preventDuplicateNames: true,
      owners: objectIdsOf(this, resourceName('group-owners', handle), managed.owners),
      // Replacing a group takes away what it gives: turning members into a rule does.
      lifecycle: { preventDestroy: true },
    };
    if (isWithoutMembers(managed)) return new GroupWithoutMembers(this, name, common);
    const { members, rule } = managed;
    if (rule !== undefined) {
      const dynamicMembership = { enabled: true, rule: literal(rule) };
      return new Group(this, name, { ...common, types: ['DynamicMembership'], dynamicMembership });
    }
    const objectIds = objectIdsOf(this, resourceName('group-members', handle), members) ?? [];
    return new Group(this, name, { ...common, members: objectIds });
  }

  private createUser(handle: string, user: UserConfig): EntraPrincipal {
    const { objectId, userPrincipalName } = new DataAzureadUser(this, resourceName('user', handle), {
      userPrincipalName: literal(user.userPrincipalName),
    });
    return { objectId, awsName: userPrincipalName, namedInEntra: false };
  }
}
