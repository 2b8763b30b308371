/** `groups` and `users`: who can be given access. */
import { z } from 'zod';
import { guid, name, owners, renamedFrom, text, userPrincipalName } from './fields.js';

const managedGroup = z
  .strictObject({
    owners: owners('the group', 'the caller'),
    members: z.array(userPrincipalName).optional().meta({
      description:
        'User principal names of the direct members, 100 at most. `[]`: nobody. Not with `rule`. Default, where there is no `rule` either: members are kept elsewhere, and a plan neither reads nor changes them, as a large group needs.',
    }),
    rule: text(
      'A dynamic membership rule, such as `user.department -eq "Dev"`. Needs licence p1 or p2. Not with `members`.',
    ).optional(),
  })
  .meta({
    description:
      'The group is made and kept by this program, and assigned to the application. Without `managed`, the group stays in Entra and is no longer kept here; a group that exists can’t become managed, for its name is taken. Turning `rule` into `members`, or either into members kept elsewhere, would replace the group, so a plan refuses it.',
  });

export const group = z
  .strictObject({
    name: name(
      'The group’s display name in Entra and AWS. Default: the handle. For a managed group a change renames it in place.',
    ).optional(),
    objectId: guid(
      'The object id of an existing group, where its name isn’t unique. Not with `managed`.',
    ).optional(),
    managed: managedGroup.optional(),
    renamedFrom: renamedFrom('group'),
  })
  .meta({
    description:
      'A security group: one that exists in Entra, or one that is `managed`. Nested groups are not provisioned: only direct members count.',
  });

export const user = z
  .strictObject({
    userPrincipalName: userPrincipalName.meta({
      description: 'The user principal name in Entra, which is the user name in AWS.',
    }),
    renamedFrom: renamedFrom('user'),
  })
  .meta({ description: 'A user who gets access by name.' });
