/** What no two environments share. A copied file with an unchanged key would destroy the other environment. */
import { type BackendAddress, collide } from '../backend-address.js';
import { error, renderPlace, warning, type Location, type Problem } from '../problem.js';
import { listAll, quote } from '../text.js';

/** What is compared of an environment. */
export interface EnvironmentIdentity {
  readonly name: string;
  readonly state?: Identifier & { readonly backend: BackendAddress };
  /** Where `state` says `http` without an address, so that it comes from TF_HTTP_ADDRESS. */
  readonly unaddressed?: Location;
  readonly entityId?: Identifier;
  readonly scimTenant?: Identifier;
  /** The tenant and identifier of the application of emergency access. */
  readonly emergencyIdentifier?: Identifier;
}

interface Identifier {
  readonly value: string;
  readonly location: Location;
}

interface Sharing {
  readonly name: string;
  readonly location: Location;
}

/** The problems of each environment, by its name: each names the others, since nobody knows which is the copy. */
export function validateAcrossEnvironments(
  environments: readonly EnvironmentIdentity[],
): Map<string, Problem[]> {
  const problems = new Map<string, Problem[]>(environments.map(({ name }) => [name, []]));
  const tell = (
    sharing: readonly Sharing[],
    word: (name: string, location: Location, others: string) => Problem,
  ) => {
    for (const { name, location } of sharing) {
      const others = sharing.filter((other) => other.name !== name);
      const named = others.map((other) => `${quote(other.name)} (${renderPlace(other.location)})`);
      if (others.length > 0) problems.get(name)?.push(word(name, location, listAll(named)));
    }
  };
  for (const sharing of groupBy(environments, 'state')) {
    tell(sharing, (name, location, others) =>
      error(
        location,
        `The state of ${quote(name)} is that of ${others} too.`,
        'Applying one would destroy the other: give each environment its own.',
      ),
    );
  }
  for (const { name, state } of environments) {
    if (state === undefined) continue;
    const others = environments.flatMap((other) =>
      other.state !== undefined &&
      other.state.value !== state.value &&
      collide(state.backend, other.state.backend)
        ? [`${quote(other.name)} (${renderPlace(other.state.location)})`]
        : [],
    );
    if (others.length > 0) {
      problems
        .get(name)
        ?.push(
          error(
            state.location,
            `The state of ${quote(name)} shares a place with that of ${listAll(others)}: a lock, a backup, or an address but for its query.`,
            'Each would write over what the other keeps there: give each environment a key, path, address and `lockAddress` of its own.',
          ),
        );
    }
  }
  for (const sharing of groupBy(environments, 'entityId')) {
    tell(sharing, (name, location, others) =>
      error(
        location,
        `The AWS entity ID of ${quote(name)} is that of ${others} too.`,
        'One IAM Identity Center instance is one environment: name the metadata of its own.',
      ),
    );
  }
  for (const sharing of groupBy(environments, 'scimTenant')) {
    tell(sharing, (name, location, others) =>
      error(
        location,
        `The SCIM endpoint of ${quote(name)} is that of ${others} too.`,
        'Each would take away what the other provisions: write the endpoint of the environment’s own instance.',
      ),
    );
  }
  for (const sharing of groupBy(environments, 'emergencyIdentifier')) {
    tell(sharing, (name, location, others) =>
      error(
        location,
        `The identifier of emergency access of ${quote(name)} is that of ${others} too, in the same tenant.`,
        'Entra takes an identifier once: give each another `instance`.',
      ),
    );
  }
  const unaddressed = environments.flatMap(({ name, unaddressed: location }) =>
    location === undefined ? [] : [{ name, location }],
  );
  tell(unaddressed, (name, location, others) =>
    warning(
      location,
      `The state of ${quote(name)} stands where TF_HTTP_ADDRESS says, and so does that of ${others}.`,
      'Applying one at the other’s address would destroy the other: set TF_HTTP_ADDRESS anew for each.',
    ),
  );
  return problems;
}

function groupBy(
  environments: readonly EnvironmentIdentity[],
  key: 'state' | 'entityId' | 'scimTenant' | 'emergencyIdentifier',
): Sharing[][] {
  const groups = new Map<string, Sharing[]>();
  for (const { name, [key]: identifier } of environments) {
    if (identifier === undefined) continue;
    const entry = { name, location: identifier.location };
    groups.set(identifier.value, [...(groups.get(identifier.value) ?? []), entry]);
  }
  return [...groups.values()];
}
