import type { Attributes } from '../resource.js';
import { text } from './attributes.js';
import type { PermissionSetKey } from './provision.js';

/** The parts of an id that commas part, or nothing where there aren't so many, or one is empty. */
export function idParts(id: string, count: number): string[] | undefined {
  const parts = id.split(',');
  return parts.length === count && parts.every((part) => part !== '') ? parts : undefined;
}

/** The permission set that an id of `permissionSetArn,instanceArn` names. Throws for any other id. */
export function parsePermissionSetId(id: string): PermissionSetKey {
  const [PermissionSetArn, InstanceArn] = idParts(id, 2) ?? [];
  if (PermissionSetArn === undefined || InstanceArn === undefined) {
    throw new Error(`unexpected format for ID ("${id}"), expected PERMISSION_SET_ARN,INSTANCE_ARN`);
  }
  return { InstanceArn, PermissionSetArn };
}

/** The permission set that a resource's arguments name. */
export const permissionSetKey = (attributes: Attributes): PermissionSetKey => ({
  InstanceArn: text(attributes, 'instance_arn'),
  PermissionSetArn: text(attributes, 'permission_set_arn'),
});
