import { TerraformLocal, propertyAccess } from 'cdktf';
import { Construct } from 'constructs';

/**
 * Values that thousands of assignments refer to, as one local: Terraform evaluates it once, and not for each of them,
 * and its graph has one edge to it.
 */
export function evaluatedOnce<T extends Readonly<Record<string, string>>>(
  scope: Construct,
  name: string,
  values: T,
): T {
  // A scope of its own: locals are named apart from resources.
  const local = new TerraformLocal(new Construct(scope, `local ${name}`), name, values);
  const properties = Object.keys(values).map((key) => [key, propertyAccess(local.fqn, [key]).toString()]);
  return Object.fromEntries(properties) as T;
}
