/** iam: tags of a role. */
import type { Session } from '../state.js';
import { findRole } from './account.js';
import { markerPage, type MarkerInput } from './page.js';
import type { RoleInput } from './roles.js';
import { addTags, removeTags, tagList, type Tag } from './tags.js';

export const roleTagOperations = {
  TagRole(
    session: Session,
    { RoleName, Tags }: RoleInput & { readonly Tags: readonly Tag[] },
  ): Record<string, never> {
    addTags(findRole(session, RoleName).tags, Tags);
    return {};
  },

  UntagRole(
    session: Session,
    { RoleName, TagKeys }: RoleInput & { readonly TagKeys: readonly string[] },
  ): Record<string, never> {
    removeTags(findRole(session, RoleName).tags, TagKeys);
    return {};
  },

  ListRoleTags(session: Session, { RoleName, ...input }: RoleInput & MarkerInput) {
    const { items, ...rest } = markerPage(tagList(findRole(session, RoleName).tags), input);
    return { Tags: items, ...rest };
  },
};
