/**
 * A string of the config as a Terraform literal: `${` and `%{` are escaped, so that Terraform evaluates
 * nothing in it and policy variables such as `${aws:PrincipalTag/Team}` survive.
 *
 * Every string of the config passes here on its way into the stack, but for a backend's: Terraform takes
 * those as they stand.
 */
export function literal(text: string): string {
  const escaped = text.replace(/[$%]\{/g, (opening) => opening[0] + opening);
  // Terraform doesn't undo `$$${` in a string that holds a carriage return of its own (seen in 1.11.4), so that
  // one is written as an expression, with the `$` or `%` that would join its `${`.
  return escaped.replace(/(?<![$%])([$%]*)\r(?!\n)/g, '${"$1\\r"}');
}

/** The same for the values of a map, such as tags; keys too. */
export function literalMap(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [literal(key), literal(value)]));
}
