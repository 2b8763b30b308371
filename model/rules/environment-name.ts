import { error } from '../problem.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

/** An environment has its file's name, so that a copied file can't pass for the environment it was copied from. */
export const validateEnvironmentName: Rule = ({ draft: { environment }, stem, locate }) => {
  if (environment === undefined || environment === stem) return [];
  return [
    error(
      locate(['environment']),
      `${quote(environment)} is not the name of its file, ${quote(stem)}.`,
      `Write environment: ${stem}, or rename the file to ${environment}.yaml.`,
    ),
  ];
};
