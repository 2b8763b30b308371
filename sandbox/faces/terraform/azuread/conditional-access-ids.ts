/** Ids of conditional access, as they stand in state and are given to import. */

export const conditionalAccessPolicyId = idUnder(
  'Conditional Access Policy',
  '/identity/conditionalAccess/policies/',
);

export const authenticationStrengthId = idUnder(
  'Authentication Strength Policy',
  '/policies/authenticationStrengthPolicies/',
);

interface PathId {
  format(id: string): string;
  /** @throws Error saying what is expected. */
  parse(path: string): string;
  /** What is wrong with an argument that takes such an id, or null. */
  rule(path: string, argument: string): string | null;
}

/** The provider takes any one segment there. */
function idUnder(name: string, folder: string): PathId {
  const example = `${folder}00000000-0000-0000-0000-000000000000`;
  const idOf = (path: string): string | undefined => {
    const id = path.startsWith(folder) ? path.slice(folder.length) : '';
    return id === '' || id.includes('/') ? undefined : id;
  };
  return {
    format: (id) => `${folder}${id}`,
    parse(path) {
      const id = idOf(path);
      if (id === undefined)
        throw new Error(`parsing the ${name} ID: expected the form ${example}, got "${path}"`);
      return id;
    },
    rule: (path, argument) =>
      idOf(path) === undefined ? `expected "${argument}" to have the form ${example}, got "${path}"` : null,
  };
}
