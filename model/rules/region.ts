import { error } from '../problem.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

/** Regions of China are refused, with the reason. */
export const validateRegion: Rule = ({ draft: { aws }, locate }) => {
  if (!aws.region?.startsWith('cn-')) return [];
  return [
    error(
      locate(['aws', 'region']),
      `${quote(aws.region)} is a Region of China, which is not supported.`,
      'The issuer of Entra’s SAML metadata in China could not be verified.',
    ),
  ];
};
