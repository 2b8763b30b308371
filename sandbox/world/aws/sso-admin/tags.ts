import { findPermissionSet } from '../access.js';
import { page, type PageInput } from '../page.js';
import type { Session } from '../state.js';
import type { Tag } from './permission-sets.js';

interface TaggedInput {
  /** Default: the organization's instance. */
  readonly InstanceArn?: string;
  /** A permission set's ARN: nothing else is tagged here. */
  readonly ResourceArn: string;
}

/** sso-admin: tags of permission sets. */
export const tagOperations = {
  /** Tags with new keys are added, and those with keys already there replaced. */
  TagResource(session: Session, input: TaggedInput & { Tags: readonly Tag[] }): Record<string, never> {
    const { tags } = tagged(session, 'TagResource', input);
    for (const { Key, Value } of input.Tags) tags.set(Key, Value);
    return {};
  },

  UntagResource(
    session: Session,
    input: TaggedInput & { TagKeys: readonly string[] },
  ): Record<string, never> {
    const { tags } = tagged(session, 'UntagResource', input);
    for (const key of input.TagKeys) tags.delete(key);
    return {};
  },

  ListTagsForResource(session: Session, input: TaggedInput & PageInput) {
    const { tags } = tagged(session, 'ListTagsForResource', input);
    const { items, NextToken } = page(
      [...tags].map(([Key, Value]): Tag => ({ Key, Value })),
      input,
    );
    return { Tags: items, NextToken };
  },
};

function tagged(session: Session, operation: string, { InstanceArn, ResourceArn }: TaggedInput) {
  return findPermissionSet(session, operation, {
    InstanceArn: InstanceArn ?? session.state.instanceArn,
    PermissionSetArn: ResourceArn,
  });
}
