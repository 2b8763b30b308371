/** The files beside a stack that have Terraform take over what exists. They stand while it plans, and no longer. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { literal } from '../../stacks/literal.js';
import type { ExistingObject } from './existing-object.js';

export const IMPORTS = 'imports.tf.json';
/** Terraform lets what a file of such a name says take the place of what the stack says. */
const OVERRIDES = 'imports_override.tf.json';

export function writeImports(folder: string, objects: readonly ExistingObject[]): void {
  removeImports(folder);
  if (objects.length === 0) return;
  const imports = objects.map(({ address, id }) => ({ to: address, id: literal(id) }));
  writeFileSync(join(folder, IMPORTS), JSON.stringify({ import: imports }, null, 2));
  const overrides = overridePrincipals(objects);
  if (overrides !== undefined) writeFileSync(join(folder, OVERRIDES), JSON.stringify(overrides, null, 2));
}

/** How many objects a file of them takes over. */
export const countImports = (text: string): number =>
  (JSON.parse(text) as { readonly import: readonly object[] }).import.length;

/** Plans of others, such as one that was ended by force, don't take anything over. */
export function removeImports(folder: string): void {
  for (const file of [IMPORTS, OVERRIDES]) rmSync(join(folder, file), { force: true });
}

/**
 * An assignment takes its group's id from what the state keeps of the group (stacks/aws/principals.ts), and where that
 * is to be made it isn't known: Terraform would take the assignment over and make it anew. With the id itself in its
 * place, nothing changes; the next plan sees the same id there.
 */
function overridePrincipals(objects: readonly ExistingObject[]): object | undefined {
  const resource: Record<string, Record<string, { principal_id: string }>> = {};
  for (const { address, principalId } of objects) {
    const [type = '', name = ''] = address.split('.');
    if (principalId !== undefined) (resource[type] ??= {})[name] = { principal_id: literal(principalId) };
  }
  return Object.keys(resource).length === 0 ? undefined : { resource };
}
