/** Two of the config that one object of a cloud was found for: Terraform would keep it under both, and each undo the other. Pure. */
import type { Environment } from '../../model/environment.js';
import { error, type Problem } from '../../model/problem.js';
import { describeAddress } from '../explain/describe-address.js';
import type { ExistingObject, MissingObject } from './existing-object.js';
import { identify } from './standing.js';

export function refuseFoundTwice(
  environment: Environment,
  found: readonly ExistingObject[],
  objects: ReadonlyMap<string, MissingObject>,
): Problem[] {
  const first = new Map<string, string>();
  const wordsOf = (address: string) => describeAddress(address, environment)?.words ?? address;
  return found.flatMap(({ address, id }) => {
    const object = objects.get(address);
    if (object === undefined) return [];
    const key = identify(object, id);
    const other = first.get(key);
    first.set(key, address);
    if (other === undefined) return [];
    return [
      error(
        environment.locate([]),
        `Two of the config would be taken over as one and the same: ${wordsOf(other)} and ${wordsOf(address)} (${id}).`,
        'Terraform keeps an object once: take one of the two out of the config.',
      ),
    ];
  });
}
