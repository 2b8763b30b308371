/** AWS's side of SAML: the service provider's metadata, as IAM Identity Center's console offers it. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface ServiceProviderMetadata {
  /** The issuer, such as `https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001`. */
  readonly entityId: string;
  /** Every assertion consumer service (reply) URL, in the file's order; at least one. */
  readonly replyUrls: readonly string[];
  /** The reply URL marked as default, or the one with the lowest index. */
  readonly defaultReplyUrl: string;
}

/** The metadata, or why the text is none: the end of a sentence about the file. */
export type ParsedMetadata = { readonly metadata: ServiceProviderMetadata } | { readonly refusal: string };

const HTTP_POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

/**
 * Never throws. Entities beyond XML's own five are refused with the document type that would define them. Whether
 * the URLs are AWS's is said by the rules.
 */
export function parseServiceProviderMetadata(text: string): ParsedMetadata {
  if (/<(?:!doctype\s+)?html[\s>]/i.test(text)) return { refusal: 'is a web page, not SAML metadata' };
  if (/<!DOCTYPE/i.test(text))
    return { refusal: 'holds a document type definition, which SAML metadata has no use for' };
  const root = parseXml(text);
  if (typeof root === 'string') return { refusal: root };
  const descriptor = root.EntityDescriptor?.[0];
  if (descriptor === undefined) return { refusal: 'is not SAML metadata: it has no EntityDescriptor' };
  const serviceProvider = descriptor.SPSSODescriptor?.[0];
  if (serviceProvider === undefined) {
    if (descriptor.IDPSSODescriptor === undefined)
      return { refusal: 'is not SAML metadata of a service provider: it has no SPSSODescriptor' };
    return {
      refusal: 'is an identity provider’s metadata (Entra’s, most likely), and AWS’s own is wanted here',
    };
  }
  return readServiceProvider(descriptor, serviceProvider);
}

function readServiceProvider(descriptor: Element, serviceProvider: Element): ParsedMetadata {
  const entityId = descriptor['@entityID']?.trim();
  if (!entityId) return { refusal: 'is not SAML metadata: its EntityDescriptor has no entityID' };
  const services = (serviceProvider.AssertionConsumerService ?? []).filter(
    (service) => service['@Binding'] === HTTP_POST,
  );
  const locations = services.map((service) => service['@Location']?.trim() ?? '');
  if (locations.length === 0)
    return { refusal: 'has no AssertionConsumerService with the HTTP-POST binding, so no reply URL' };
  const marked = services.findIndex((service) => ['true', '1'].includes(service['@isDefault'] ?? ''));
  const indexes = services.map((service) => Number(service['@index'] ?? 0));
  const defaultAt = marked >= 0 ? marked : indexes.indexOf(Math.min(...indexes));
  return {
    metadata: {
      entityId,
      replyUrls: [...new Set(locations)],
      defaultReplyUrl: locations[Math.max(0, defaultAt)] ?? '',
    },
  };
}

/** An element as the parser gives it: attributes start with `@`, children are lists. */
interface Element {
  readonly EntityDescriptor?: readonly Element[];
  readonly SPSSODescriptor?: readonly Element[];
  readonly IDPSSODescriptor?: readonly unknown[];
  readonly AssertionConsumerService?: readonly Element[];
  readonly [attribute: `@${string}`]: string | undefined;
}

const LISTS = ['EntityDescriptor', 'SPSSODescriptor', 'IDPSSODescriptor', 'AssertionConsumerService'];

/** Or why there is none. The library takes 100 levels of elements, and 4 or so are wanted. */
function parseXml(text: string): Element | string {
  try {
    if (XMLValidator.validate(text) !== true) return 'is not XML';
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      removeNSPrefix: true,
      htmlEntities: true,
      parseTagValue: false,
      parseAttributeValue: false,
      isArray: (name) => LISTS.includes(name),
    });
    return parser.parse(text) as Element;
  } catch {
    return 'is nested too deeply for SAML metadata, or names what no SAML metadata has';
  }
}
