import { error } from '../problem.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

/** `https://<region>.signin.aws.amazon.com/platform/saml/d-…`; other partitions have other hosts. */
const ENTITY_ID = /^https:\/\/([a-z]{2}(?:-[a-z]+)+-\d)\.[a-z0-9.-]+\/platform\/saml\/[\w-]+$/;

/** The metadata file is there, is AWS's, and is of the config's Region. */
export const validateMetadata: Rule = ({ draft: { aws, identityCenter }, metadata, locate }) => {
  if (metadata === undefined) return [];
  const at = locate(['aws', 'identityCenter', 'metadata']);
  const file = quote(identityCenter.metadata ?? '');
  if ('refusal' in metadata) {
    const advice =
      'Download it in AWS: IAM Identity Center, Settings, Identity source, service provider metadata.';
    return [error(at, `${file} ${metadata.refusal}.`, advice)];
  }
  const { entityId } = metadata.metadata;
  const region = ENTITY_ID.exec(entityId)?.[1];
  if (region === undefined) {
    const advice = 'That looks like https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001.';
    return [
      error(
        at,
        `${file} has the entity ID ${quote(entityId)}, which is not one of IAM Identity Center.`,
        advice,
      ),
    ];
  }
  if (aws.region === undefined || aws.region === region) return [];
  const advice = `Write the instance’s own Region, or the metadata of the instance in ${aws.region}.`;
  return [error(at, `${file} is of an instance in ${region}, and aws.region is ${aws.region}.`, advice)];
};
