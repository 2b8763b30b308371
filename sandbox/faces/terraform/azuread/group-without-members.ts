import { groupResource } from './group-resource.js';

/** `azuread_group_without_members`: a security group whose members are neither changed nor told. */
export const groupWithoutMembers = groupResource('azuread_group_without_members');
