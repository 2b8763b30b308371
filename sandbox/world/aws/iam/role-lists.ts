/** iam: the roles of the caller's account. */
import type { Session } from '../state.js';
import { callersAccount, findRole } from './account.js';
import { markerPage, type MarkerInput } from './page.js';
import { describeRole, type RoleInput } from './roles.js';

export const roleListOperations = {
  /** Without tags and permissions boundaries, as IAM lists them. Roles of permission sets aren't among them here. */
  ListRoles(session: Session, input: MarkerInput & { readonly PathPrefix?: string }) {
    const { PathPrefix = '/' } = input;
    const roles = [...callersAccount(session).roles.values()].filter(({ path }) =>
      path.startsWith(PathPrefix),
    );
    const { items, ...rest } = markerPage(roles, input);
    return {
      Roles: items.map((role) => ({
        ...describeRole(role),
        Tags: undefined,
        PermissionsBoundary: undefined,
      })),
      ...rest,
    };
  },

  /** There are no instance profiles here. */
  ListInstanceProfilesForRole(session: Session, { RoleName, ...input }: RoleInput & MarkerInput) {
    findRole(session, RoleName);
    const { items, ...rest } = markerPage<never>([], input);
    return { InstanceProfiles: items, ...rest };
  },
};
