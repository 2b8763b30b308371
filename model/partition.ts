/** AWS's partitions that this program works in, and what differs between them, in one table. */

export interface Partition {
  /** In ARNs. */
  readonly name: string;
  /** Its Regions (AWS's SDKs tell partitions apart so). */
  readonly regions: RegExp;
  /** Where the console takes SAML from an identity provider of IAM; `<region>.` may stand before it (AWS: "Configure SAML assertions for the authentication response"). */
  readonly consoleHost: string;
  /** Where IAM Identity Center takes part in SAML. */
  readonly identityCenter: SamlHosts;
}

interface SamlHosts {
  /** What follows `<region>.` in the issuer's host. */
  readonly issuer: string;
  /** The same for each form of reply (ACS) URL; which ones an instance has depends on its age and its Regions. */
  readonly replies: readonly string[];
}

/** Its hosts: AWS, "Using IAM Identity Center across multiple AWS Regions", ACS endpoints. */
const COMMERCIAL: Partition = {
  name: 'aws',
  regions: /^(?!cn-)[a-z]{2}-[a-z]+-\d$/,
  consoleHost: 'signin.aws.amazon.com',
  identityCenter: {
    issuer: 'signin.aws.amazon.com',
    replies: ['signin.aws.amazon.com', 'signin.aws', 'sso.signin.aws'],
  },
};

const GOVCLOUD: Partition = {
  name: 'aws-us-gov',
  regions: /^us-gov-[a-z]+-\d$/,
  consoleHost: 'signin.amazonaws-us-gov.com',
  identityCenter: {
    issuer: 'signin.amazonaws-us-gov.com',
    replies: ['signin.amazonaws-us-gov.com', 'sso.signin.amazonaws-us-gov.com'],
  },
};

/** Undefined for a Region of China, and of any other partition. */
export const findPartition = (region: string): Partition | undefined =>
  [COMMERCIAL, GOVCLOUD].find(({ regions }) => regions.test(region));

/** The same for a Region that the rules let pass. One that they refuse is taken for commercial, for the other rules' sake. */
export const partitionOf = (region: string): Partition => findPartition(region) ?? COMMERCIAL;

/** The partition in an ARN of a Region. */
export const awsPartitionOf = (region: string): string => partitionOf(region).name;
