/** A resource's `tags` and `tags_all` beside the provider's `default_tags`. */
import type { Tag } from '../../../world/aws/sso-admin/permission-sets.js';
import type { Attributes, Connection } from '../resource.js';
import { blocks, textMap } from './attributes.js';

export type Tags = Readonly<Record<string, string>>;

/** What the object is to be tagged with: its own tags over the provider's. */
export const wantedTags = ({ config }: Connection, attributes: Attributes): Tags => ({
  ...defaultTags(config),
  ...textMap(attributes, 'tags'),
});

/** The two attributes for an object that has `tags`. A default tag shows in `tags` only where the resource gives it too. */
export function tagAttributes({ config }: Connection, attributes: Attributes, tags: Tags): Attributes {
  const defaults = defaultTags(config);
  const given = textMap(attributes, 'tags');
  const own = Object.entries(tags).filter(([key, value]) => key in given || defaults[key] !== value);
  const none = (attributes['tags'] ?? null) === null && own.length === 0;
  return { tags: none ? null : Object.fromEntries(own), tags_all: { ...tags } };
}

/** Which keys an update takes away, and which tags it sends. */
export function tagChanges(before: Tags, wanted: Tags): { removed: string[]; changed: Tag[] } {
  return {
    removed: Object.keys(before).filter((key) => !Object.hasOwn(wanted, key)),
    changed: tagList(wanted).filter(({ Key, Value }) => before[Key] !== Value),
  };
}

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const tagsOf = (list: readonly Tag[]): Tags =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

const defaultTags = (config: Attributes): Tags =>
  Object.assign({}, ...blocks(config, 'default_tags').map((block) => textMap(block, 'tags')));
