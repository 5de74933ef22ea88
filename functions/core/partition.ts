/**
 * The partitions of the regions that a stack can be in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The console's domain, to which a region is prefixed. */
export const CONSOLE_DOMAINS: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};
