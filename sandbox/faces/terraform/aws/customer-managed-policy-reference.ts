/** The block `customer_managed_policy_reference`, which two resources have. */
import type { CustomerManagedPolicyReference } from '../../../world/aws/state.js';
import type { Attributes, Refusal } from '../resource.js';
import { blocks, optionalText, text } from './attributes.js';
import { checkArguments, lengthBetween } from './validate.js';

const name = 'customer_managed_policy_reference';

/** The reference that a block or resource has, or nothing. */
export function referenceIn(attributes: Attributes): CustomerManagedPolicyReference | undefined {
  const block = blocks(attributes, name)[0];
  return block && { Name: text(block, 'name'), Path: optionalText(block, 'path') };
}

export const referenceBlock = ({ Name, Path = '/' }: CustomerManagedPolicyReference): Attributes => ({
  name: Name,
  path: Path,
});

export const checkReferences = (
  attributes: Attributes,
  within: readonly (string | number)[] = [],
): Refusal[] =>
  blocks(attributes, name).flatMap((block, index) =>
    checkArguments(block, { name: [lengthBetween(0, 128)], path: [lengthBetween(0, 512)] }, [
      ...within,
      name,
      index,
    ]),
  );
