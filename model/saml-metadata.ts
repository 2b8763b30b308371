/** AWS's side of SAML: the service provider's metadata, as IAM Identity Center's console offers it. */

export interface ServiceProviderMetadata {
  /** The issuer, such as `https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001`. */
  readonly entityId: string;
  /** Every assertion consumer service (reply) URL, in the file's order; at least one. */
  readonly replyUrls: readonly string[];
  /** The reply URL marked as default, or the one with the lowest index. */
  readonly defaultReplyUrl: string;
}
