/** One failure of the world in the middle of an apply. */
import { AwsError } from '../../sandbox/world/aws/aws-error.js';
import { GraphError } from '../../sandbox/world/entra/graph-error.js';
import type { World } from '../../sandbox/world/world.js';

type Operations = Record<string, (...input: unknown[]) => unknown>;

/** Graph refuses the next call of an operation, such as `appRoleAssignments.create` or `applications.owners.add`. Says whether it has. */
export function failGraphOnce({ entra }: World, operation: string): () => boolean {
  const parts = operation.split('.');
  const name = parts.pop() ?? '';
  const operations = parts.reduce(
    (of, part) => (of as Record<string, object>)[part] ?? {},
    entra as object,
  ) as Operations;
  return failOnce(operations, name, () => new GraphError(400, 'Request_BadRequest', 'refused by the test'));
}

/** AWS refuses the next call of an operation of sso-admin, such as `CreateAccountAssignment`. Says whether it has. */
export function failAwsOnce({ aws }: World, name: string): () => boolean {
  const asCaller = aws.as.bind(aws);
  let failed = false;
  aws.as = (caller) => {
    const apis = asCaller(caller);
    const real = apis.ssoAdmin as unknown as Operations;
    return {
      ...apis,
      ssoAdmin: {
        ...real,
        [name]: (...input: unknown[]) => {
          if (failed) return real[name]?.(...input);
          failed = true;
          throw new AwsError('AccessDeniedException', 'refused by the test');
        },
      } as unknown as typeof apis.ssoAdmin,
    };
  };
  return () => failed;
}

/** The access portal refuses the next call of an operation, such as `GetRoleCredentials`. Says whether it has. */
export function failPortalOnce({ aws }: World, operation: string): () => boolean {
  const operations = aws.identityCenter.portal as unknown as Operations;
  return failOnce(operations, operation, () => new AwsError('ForbiddenException', 'refused by the test'));
}

function failOnce(operations: Operations, name: string, error: () => Error): () => boolean {
  const real = operations[name]?.bind(operations);
  if (real === undefined) throw new Error(`there is no operation ${name}`);
  let failed = false;
  operations[name] = (...input) => {
    if (failed) return real(...input);
    failed = true;
    throw error();
  };
  return () => failed;
}
