import { BOOTSTRAP_KEY } from '../bootstrap-key.js';
import { error } from '../problem.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

/** No environment's state lies where the state of its bucket does. */
export const validateBootstrapKey: Rule = ({ draft: { state }, locate }) => {
  const { key } = state?.s3 ?? {};
  if (key !== BOOTSTRAP_KEY && key !== `${BOOTSTRAP_KEY}.tflock`) return [];
  return [
    error(
      locate(['state', 's3', 'key']),
      `${quote(key)} is where \`federation bootstrap\` keeps the state of the bucket itself.`,
      'Write another key, for example federation/prod.tfstate.',
    ),
  ];
};
