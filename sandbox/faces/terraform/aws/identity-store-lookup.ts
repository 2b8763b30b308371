/** What the look-ups of a group and of a user have in common. */
import type { AlternateIdentifier } from '../../../world/aws/identity-store/alternate-identifier.js';
import type { Attributes, Refusal, Value } from '../resource.js';
import { blocks, text } from './attributes.js';
import { checkArguments, identityStoreId, principalId } from './validate.js';

/** @param idName `group_id` or `user_id`. */
export function checkLookup(config: Attributes, idName: string): Refusal[] {
  const choices = ['alternate_identifier', idName];
  const given = choices.filter((name) => isGiven(config[name]));
  const unknown = choices.filter((name) => config[name] === undefined);
  const problems = checkArguments(config, { identity_store_id: identityStoreId, [idName]: principalId });
  if (given.length === 0 && unknown.length === 0) {
    problems.push({
      summary: 'Missing required argument',
      detail: `"${idName}": one of \`${choices.join()}\` must be specified`,
      attribute: [idName],
    });
  }
  if (given.length === 2) {
    const summary = 'Conflicting configuration arguments';
    problems.push({
      summary,
      detail: `"alternate_identifier": conflicts with ${idName}`,
      attribute: ['alternate_identifier'],
    });
  }
  return [...problems, ...blocks(config, 'alternate_identifier').flatMap(checkIdentifier)];
}

/** The block as AWS takes it, or nothing where there is none. */
export function alternateIdentifier(config: Attributes): AlternateIdentifier | undefined {
  const block = blocks(config, 'alternate_identifier')[0];
  if (!block) return undefined;
  const external = blocks(block, 'external_id')[0];
  if (external) return { ExternalId: { Issuer: text(external, 'issuer'), Id: text(external, 'id') } };
  const unique = blocks(block, 'unique_attribute')[0] ?? {};
  return {
    UniqueAttribute: {
      AttributePath: text(unique, 'attribute_path'),
      AttributeValue: text(unique, 'attribute_value'),
    },
  };
}

function checkIdentifier(block: Attributes, index: number): Refusal[] {
  const names = ['external_id', 'unique_attribute'].map((name) => `alternate_identifier.${index}.${name}`);
  const given = ['external_id', 'unique_attribute'].filter((name) => isGiven(block[name]));
  if (given.length === 1 || block['external_id'] === undefined || block['unique_attribute'] === undefined)
    return [];
  const choices = `\`${names.join()}\``;
  const detail =
    given.length === 0
      ? `"${names[0]}": one of ${choices} must be specified`
      : `"${names[0]}": only one of ${choices} can be specified, but ${choices} were specified.`;
  return [
    { summary: 'Invalid combination of arguments', detail, attribute: ['alternate_identifier', index] },
  ];
}

const isGiven = (value: Value | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
