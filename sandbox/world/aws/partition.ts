/** AWS's partitions, by Region. */

export const isGovCloud = (region: string): boolean => region.startsWith('us-gov-');

/** What ARNs begin with there, up to the service: `arn:aws`, `arn:aws-us-gov` or `arn:aws-cn`. */
export function arnPrefixOf(region: string): string {
  if (isGovCloud(region)) return 'arn:aws-us-gov';
  return region.startsWith('cn-') ? 'arn:aws-cn' : 'arn:aws';
}
