/** What of a permission set reads alike in several tools' files. */
import type { SourceNode } from '../../../model/source/node.js';
import type { Reader } from './reader.js';

/** AWS tags; undefined for none. */
function readTags(reader: Reader, node: SourceNode | undefined): Record<string, string> | undefined {
  const tags = reader.entries(node).flatMap(([key, value]): [string, string][] => {
    const text = reader.text(value);
    return text === undefined ? [] : [[key, text]];
  });
  return tags.length === 0 ? undefined : Object.fromEntries(tags);
}

/** The settings that Terraform modules name alike. */
export const readSettings = (
  reader: Reader,
  fields:
    | Readonly<Partial<Record<'description' | 'session_duration' | 'relay_state' | 'tags', SourceNode>>>
    | undefined,
) => ({
  description: nonEmpty(reader.text(fields?.description)),
  session: nonEmpty(reader.text(fields?.session_duration)),
  relayState: nonEmpty(reader.text(fields?.relay_state)),
  tags: readTags(reader, fields?.tags),
});

/** Undefined for nothing, and for an empty text, which stands for nothing in Terraform modules. */
export const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** Undefined for an empty list. */
export const nonEmptyList = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);
