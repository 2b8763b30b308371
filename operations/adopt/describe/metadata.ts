/** AWS's service provider metadata: as somebody downloaded it, or put together from what both clouds tell of it. */
import { LARGEST_NAMED_FILE, readText } from '../../../model/read-text.js';
import { describeIssuer, isReplyUrl, regionOfIssuer } from '../../../model/saml-hosts.js';
import { parseServiceProviderMetadata } from '../../../model/saml-metadata.js';
import { quote } from '../../../model/text.js';
import { UserError } from '../../user-error.js';

export interface Metadata {
  /** XML. */
  readonly text: string;
  readonly entityId: string;
  readonly replyUrls: readonly string[];
}

/** Throws a UserError for what is no such file, or another instance's. */
export function readMetadata(file: string, entityId: string): Metadata {
  const read = readText(file, LARGEST_NAMED_FILE);
  const parsed = 'text' in read ? parseServiceProviderMetadata(read.text) : read;
  if ('refusal' in parsed || !('text' in read))
    throw new UserError(`${file} ${'refusal' in parsed ? parsed.refusal : 'can’t be read'}.`);
  const { metadata } = parsed;
  if (metadata.entityId !== entityId)
    throw new UserError(
      `${file} has the entity ID ${quote(metadata.entityId)}, and that of the instance is ${entityId}: it is another instance’s file.`,
    );
  return { text: read.text, entityId, replyUrls: metadata.replyUrls };
}

/** AWS makes it of the Region and the identity store (user guide, multi-Region workforce access). */
export const entityIdOf = (region: string, identityStoreId: string): string =>
  describeIssuer(region).replace('<id>', identityStoreId);

/**
 * From the reply URLs that the application has: AWS tells its own nowhere but in the file.
 *
 * @throws UserError where none of them is AWS's.
 */
export function deriveMetadata(entityId: string, redirectUris: readonly string[]): Metadata {
  const region = regionOfIssuer(entityId) ?? '';
  const replyUrls = redirectUris.filter((url) => isReplyUrl(url, region));
  if (replyUrls.length === 0)
    throw new UserError(
      'The application has no reply URL of AWS’s, so AWS’s metadata can’t be put together. Download it (IAM Identity Center, Settings, Identity source, service provider metadata), and name it: --metadata <file>.',
    );
  return { text: render(entityId, replyUrls), entityId, replyUrls };
}

const render = (entityId: string, replyUrls: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!-- Put together from the application’s reply URLs in Entra. AWS’s own: IAM Identity Center, Settings, Identity source. -->',
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">`,
    '  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    ...replyUrls.map(
      (url, index) =>
        `    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${url}" index="${index}"${index === 0 ? ' isDefault="true"' : ''}/>`,
    ),
    '  </md:SPSSODescriptor>',
    '</md:EntityDescriptor>',
    '',
  ].join('\n');
