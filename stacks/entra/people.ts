/** People and service principals of Entra by the names that a config gives them. */
import { DataAzureadUsers } from '@cdktf/provider-azuread/lib/data-azuread-users';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import { literal } from '../literal.js';

/**
 * The object ids of people named by user principal name, and of anyone named by object id; undefined where
 * nobody is named. User principal names are looked up at once, under the given name.
 */
export function objectIdsOf(
  scope: Construct,
  name: string,
  named: readonly string[] | undefined,
): string[] | undefined {
  if (named === undefined || named.length === 0) return undefined;
  const userPrincipalNames = named.filter((entry) => entry.includes('@'));
  const objectIds = named.filter((entry) => !entry.includes('@')).map((entry) => entry.toLowerCase());
  if (userPrincipalNames.length === 0) return objectIds;
  const users = new DataAzureadUsers(scope, name, { userPrincipalNames: userPrincipalNames.map(literal) });
  return objectIds.length === 0 ? users.objectIds : Fn.concat([users.objectIds, objectIds]);
}
