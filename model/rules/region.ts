import { findPartition } from '../partition.js';
import { error, type Location, type Problem } from '../problem.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

/** The Region of IAM Identity Center is in a partition that this program works in. */
export const validateRegion: Rule = ({ draft: { aws }, locate }) =>
  aws.region === undefined ? [] : refuseRegion(aws.region, locate(['aws', 'region']));

/**
 * Regions of China are refused, with the reason, and those of partitions that nobody here knows.
 * @param use What is in the Region: only where people sign in does Entra's metadata matter.
 */
export function refuseRegion(region: string, at: Location, use: 'sign-in' | 'state' = 'sign-in'): Problem[] {
  if (use === 'sign-in' && region.startsWith('cn-')) {
    return [
      error(
        at,
        `${quote(region)} is a Region of China, which is not supported.`,
        'The issuer of Entra’s SAML metadata in China could not be verified.',
      ),
    ];
  }
  if (findPartition(region) !== undefined) return [];
  return [
    error(
      at,
      `${quote(region)} is in a partition of AWS that is not supported.`,
      'Name a commercial Region such as eu-west-1, or one of AWS GovCloud (US) such as us-gov-west-1.',
    ),
  ];
}
