/** How managed groups are kept. Without cdktf, for what is around the graph asks too. */
import type { GroupConfig } from '../../model/config.js';

type ManagedGroup = NonNullable<GroupConfig['managed']>;

const GROUP = 'azuread_group';
const GROUP_WITHOUT_MEMBERS = 'azuread_group_without_members';

/** The provider's types of managed groups. Changing over from one to the other is a replacement. */
export const MANAGED_GROUPS: readonly string[] = [GROUP, GROUP_WITHOUT_MEMBERS];

/** Whether the members of a group are kept elsewhere. */
export const isWithoutMembers = ({ members, rule }: ManagedGroup): boolean =>
  members === undefined && rule === undefined;

export const groupTypeOf = (managed: ManagedGroup): string =>
  isWithoutMembers(managed) ? GROUP_WITHOUT_MEMBERS : GROUP;
