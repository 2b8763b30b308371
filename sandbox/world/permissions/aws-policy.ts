/** IAM policy documents as far as the sandbox reads them: what they allow. Conditions and denials are refused, not ignored. */

export interface PolicyDocument {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
  }[];
}

/** Whether a statement of `policies` allows the action on the resource. Without a resource, only `*` is enough. */
export const allows = (policies: readonly PolicyDocument[], action: string, resource: string): boolean =>
  policies
    .flatMap(({ Statement }) => Statement)
    .some(
      (statement) =>
        isPlain(statement) &&
        listOf(statement.Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
        listOf(statement.Resource).some((pattern) => matches(pattern, resource)),
    );

const MODELLED = ['Sid', 'Effect', 'Action', 'Resource'];

/** @throws Error for a statement that says more than the sandbox understands. */
function isPlain(statement: PolicyDocument['Statement'][number]): boolean {
  const more = Object.keys(statement).filter((key) => !MODELLED.includes(key));
  if (statement.Effect !== 'Allow') more.push(`Effect ${statement.Effect}`);
  if (more.length > 0) throw new Error(`The sandbox does not model ${more.join(', ')} in a caller's policy.`);
  return true;
}

/** `*` stands for any text and `?` for one character. */
function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${expression}$`).test(text);
}

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;
