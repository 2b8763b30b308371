/** `azuread_group`, for security groups. */
import { groupResource } from './group-resource.js';
import { attempt } from './refusals.js';
import { idsOf, syncReferences } from './sync-references.js';
import { check, conflicting, guid } from './validation.js';
import { changed, texts } from './values.js';

export const group = groupResource('azuread_group', {
  validate: (config) => [
    ...check(config['members'], 'members', guid),
    ...conflicting(config, 'dynamic_membership', 'members'),
  ],

  create({ groups }, id, planned) {
    attempt(`Could not add members to group with object ID: "${id}"`, () => {
      for (const member of texts(planned['members'])) groups.addMember(id, member);
    });
  },

  update({ groups }, id, planned, prior) {
    if (!changed(planned['members'], prior['members'])) return;
    syncReferences(`Could not change the members of Group (Group: "${id}")`, texts(planned['members']), {
      current: groups.members(id),
      add: (member) => groups.addMember(id, member),
      remove: (member) => groups.removeMember(id, member),
    });
  },

  attributes: ({ groups }, id) => ({ members: idsOf(groups.members(id)) }),
});
