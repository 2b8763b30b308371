/** Filters as Microsoft Graph takes them (OData). */

/** A text in a filter, with whatever it holds. */
export const odataText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const isEqual = (property: string, value: string): string => `${property} eq ${odataText(value)}`;

/** The service principal that has an identifier, such as an entity ID: no two of a tenant share one. */
export const hasIdentifier = (identifier: string): string =>
  `servicePrincipalNames/any(n:n eq ${odataText(identifier)})`;
