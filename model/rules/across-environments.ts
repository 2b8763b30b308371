/** What no two environments share. A copied file with an unchanged key would destroy the other environment. */
import { error, renderPlace, type Location, type Problem } from '../problem.js';
import { listAll, quote } from '../text.js';

/** What is compared of an environment. */
export interface EnvironmentIdentity {
  readonly name: string;
  readonly state?: Identifier;
  readonly entityId?: Identifier;
}

interface Identifier {
  readonly value: string;
  readonly location: Location;
}

/** The problems of each environment, by its name: each names the others, since nobody knows which is the copy. */
export function validateAcrossEnvironments(
  environments: readonly EnvironmentIdentity[],
): Map<string, Problem[]> {
  const problems = new Map<string, Problem[]>(environments.map(({ name }) => [name, []]));
  const compare = (key: 'state' | 'entityId', what: string, advice: string) => {
    for (const sharing of groupBy(environments, key)) {
      for (const { name, location } of sharing) {
        const others = sharing.filter((other) => other.name !== name);
        const named = listAll(others.map((other) => `${quote(other.name)} (${renderPlace(other.location)})`));
        problems
          .get(name)
          ?.push(error(location, `${what} of ${quote(name)} is that of ${named} too.`, advice));
      }
    }
  };
  compare('state', 'The state', 'Applying one would destroy the other: give each environment its own.');
  compare(
    'entityId',
    'The AWS entity ID',
    'One IAM Identity Center instance is one environment: name the metadata of its own.',
  );
  return problems;
}

function groupBy(environments: readonly EnvironmentIdentity[], key: 'state' | 'entityId') {
  const groups = new Map<string, { name: string; location: Location }[]>();
  for (const { name, [key]: identifier } of environments) {
    if (identifier === undefined) continue;
    const entry = { name, location: identifier.location };
    groups.set(identifier.value, [...(groups.get(identifier.value) ?? []), entry]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
