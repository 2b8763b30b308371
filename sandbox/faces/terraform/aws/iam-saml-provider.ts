import type { Connection, Attributes, ResourceType } from '../resource.js';
import { text, textMap } from './attributes.js';
import { Client } from './client.js';
import { during, Failure, leaving, orNull } from './failures.js';
import { tagAttributes, tagChanges, tagList, tagsOf, wantedTags } from './tags.js';
import { checkArguments, lengthBetween } from './validate.js';

/** `aws_iam_saml_provider`: the metadata of an identity provider that an account trusts. */
export const samlProvider: ResourceType = {
  type: 'aws_iam_saml_provider',
  forceNew: ['name'],
  recomputed: ['tags_all'],

  validate: (config) =>
    checkArguments(config, {
      name: [lengthBetween(1, 128)],
      saml_metadata_document: [lengthBetween(1_000, 10_000_000)],
    }),

  async create(connection, planned) {
    const client = new Client(connection, planned);
    const name = text(planned, 'name');
    const { SAMLProviderArn } = await during(
      `creating IAM SAML Provider (${name})`,
      client.iam('CreateSAMLProvider', {
        Name: name,
        SAMLMetadataDocument: text(planned, 'saml_metadata_document'),
        Tags: tagList(wantedTags(connection, planned)),
      }),
    );
    const left = { ...planned, id: SAMLProviderArn };
    return leaving(left, readBack(connection, left));
  },

  async read(connection, state) {
    const SAMLProviderArn = text(state, 'id');
    const found = await during(
      `reading IAM SAML Provider (${SAMLProviderArn})`,
      orNull(new Client(connection, state).iam('GetSAMLProvider', { SAMLProviderArn })),
    );
    if (!found) return null;
    return {
      ...state,
      ...tagAttributes(connection, state, tagsOf(found.Tags)),
      arn: SAMLProviderArn,
      name: SAMLProviderArn.slice(SAMLProviderArn.indexOf('/') + 1),
      saml_metadata_document: found.SAMLMetadataDocument,
      valid_until: found.ValidUntil.toISOString().replace(/\.\d+Z$/, 'Z'),
    };
  },

  async update(connection, planned, prior) {
    const client = new Client(connection, planned);
    const SAMLProviderArn = text(planned, 'id');
    const SAMLMetadataDocument = text(planned, 'saml_metadata_document');
    if (SAMLMetadataDocument !== text(prior, 'saml_metadata_document')) {
      await during(
        `updating IAM SAML Provider (${SAMLProviderArn})`,
        client.iam('UpdateSAMLProvider', { SAMLProviderArn, SAMLMetadataDocument }),
      );
    }
    const { removed, changed } = tagChanges(textMap(prior, 'tags_all'), wantedTags(connection, planned));
    const tagging = `updating tags for IAM SAML Provider (${SAMLProviderArn})`;
    const left = { ...planned, tags: prior['tags'] ?? null, tags_all: prior['tags_all'] ?? null };
    if (removed.length > 0) {
      const untagged = client.iam('UntagSAMLProvider', { SAMLProviderArn, TagKeys: removed });
      await leaving(left, during(tagging, untagged));
    }
    if (changed.length > 0) {
      const tagged = client.iam('TagSAMLProvider', { SAMLProviderArn, Tags: changed });
      await leaving(left, during(tagging, tagged));
    }
    return readBack(connection, planned);
  },

  async remove(connection, state) {
    const SAMLProviderArn = text(state, 'id');
    await during(
      `deleting IAM SAML Provider (${SAMLProviderArn})`,
      orNull(new Client(connection, state).iam('DeleteSAMLProvider', { SAMLProviderArn })),
    );
  },

  /** By ARN. */
  async import(_connection, id) {
    return { id };
  },
};

async function readBack(connection: Connection, state: Attributes): Promise<Attributes> {
  const found = await samlProvider.read(connection, state);
  if (!found) throw new Failure(`reading IAM SAML Provider (${text(state, 'id')}): couldn't find resource`);
  return found;
}
