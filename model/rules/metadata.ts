import { error } from '../problem.js';
import { describeIssuer, describeReplyUrls, isReplyUrl, regionOfIssuer } from '../saml-hosts.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

/**
 * The metadata file is there, is AWS's, and is of the config's Region. Its URLs are AWS's own: Entra sends whoever
 * signs in, and the proof of who they are, to a reply URL.
 */
export const validateMetadata: Rule = ({ draft: { aws, identityCenter }, metadata, locate }) => {
  if (metadata === undefined) return [];
  const at = locate(['aws', 'identityCenter', 'metadata']);
  const file = quote(identityCenter.metadata ?? '');
  if ('refusal' in metadata) {
    const advice =
      'Download it in AWS: IAM Identity Center, Settings, Identity source, service provider metadata.';
    return [error(at, `${file} ${metadata.refusal}.`, advice)];
  }
  const { entityId, replyUrls } = metadata.metadata;
  const region = regionOfIssuer(entityId);
  if (region === undefined) {
    const message = `${file} has the entity ID ${quote(entityId)}, which is not one of IAM Identity Center.`;
    return [error(at, message, `Expected: ${describeIssuer(aws.region ?? 'eu-west-1')}.`)];
  }
  const foreign = replyUrls
    .filter((url) => !isReplyUrl(url, region))
    .map((url) => {
      const message = `${file} has the reply URL ${quote(url)}, which is not one of IAM Identity Center.`;
      return error(at, message, `Expected: ${describeReplyUrls(region).join(' or ')}.`);
    });
  if (aws.region === undefined || aws.region === region) return foreign;
  const advice = `Write the instance’s own Region, or the metadata of the instance in ${aws.region}.`;
  return [
    ...foreign,
    error(at, `${file} is of an instance in ${region}, and aws.region is ${aws.region}.`, advice),
  ];
};
