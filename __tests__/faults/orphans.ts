/** Objects in the clouds that Terraform's state doesn't know. */
import type { World } from '../../sandbox/world/world.js';
import { permissionSets } from './grants.js';

/** @param state As `terraform state pull` prints it. */
export function findOrphans(world: World, state: string): string[] {
  return [...orphansInEntra(world, state), ...orphansInAws(world, state)];
}

function orphansInEntra({ entra }: World, state: string): string[] {
  // A service principal comes and goes with its application, and is told by it.
  const objects = entra
    .made()
    .filter(
      (line) => !line.startsWith('service principal ') && !idsOf(line).every((id) => state.includes(id)),
    );
  const certificates = entra.servicePrincipals
    .list()
    .flatMap((principal) =>
      principal.keyCredentials
        .filter(({ usage, keyId }) => usage === 'Verify' && !state.includes(keyId))
        .map(({ displayName, keyId }) => `signing certificate ${displayName} (${keyId})`),
    );
  return [...objects, ...certificates];
}

function orphansInAws(world: World, state: string): string[] {
  const sets = permissionSets(world);
  const arnOf = (name: string) => sets.find((each) => each.name === name)?.arn ?? name;
  const known = (...parts: readonly string[]) => parts.every((part) => state.includes(part));
  return world.aws.made().filter((line) => {
    const [, type, id = '', set = '', account = ''] =
      /^(GROUP|USER) (\S+) with (.+) in account (\d+)$/.exec(line) ?? [];
    if (type !== undefined) return !known(`${id},${type},${account},AWS_ACCOUNT,${arnOf(set)},`);
    const [, only, where] = /^permission set (.+?)(?: in account (\d+))?$/.exec(line) ?? [];
    if (only !== undefined)
      return !known(arnOf(only)) || (where !== undefined && !known(`,${where},AWS_ACCOUNT,${arnOf(only)},`));
    const [, kind, name = '', within = ''] = /^(role|SAML provider) (.+) in account (\d+)$/.exec(line) ?? [];
    if (kind === undefined) return false;
    return !known(`:${within}:${kind === 'role' ? 'role' : 'saml-provider'}/${name}`);
  });
}

/** What tells an object apart, in the line about it. */
export const idsOf = (line: string): string[] =>
  [
    ...(/[(]([^()]+)[)]$/.exec(line) ??
      /^synchronization job (\S+)$/.exec(line) ??
      /(\S+) of service principal (\S+)$/.exec(line) ??
      []),
  ].slice(1);
