/** The partition in an ARN of a Region. (China is refused by the rules.) */
export function awsPartitionOf(region: string): string {
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
