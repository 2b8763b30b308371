/** A resource's `tags` and `tags_all` beside the provider's `default_tags`. */
import type { Attributes, Connection } from '../resource.js';
import { blocks, textMap } from './attributes.js';

type Tags = Readonly<Record<string, string>>;

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

const defaultTags = (config: Attributes): Tags =>
  Object.assign({}, ...blocks(config, 'default_tags').map((block) => textMap(block, 'tags')));
