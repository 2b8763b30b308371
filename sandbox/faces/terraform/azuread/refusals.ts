/** What the provider says when Graph refuses. */
import { STATUS_CODES } from 'node:http';
import { GraphError } from '../../../world/entra/graph-error.js';
import { ConnectionError } from '../../../world/faults/connection-error.js';
import { RefusedError, type Attributes } from '../resource.js';

/** Does `work`; Graph's refusal becomes the provider's, under a summary of its own. */
export function attempt<T>(summary: string, work: () => T, attribute?: string): T {
  try {
    return work();
  } catch (error) {
    throw refused(error, summary, attribute);
  }
}

const NO_RESPONSE = 'HTTP response was nil; connection may have been reset';

/** A refusal of Graph's as the provider shows it; anything else as it is. */
export function refused(error: unknown, summary: string, attribute?: string): unknown {
  if (error instanceof ConnectionError) return new RefusedError({ summary, detail: NO_RESPONSE });
  if (!(error instanceof GraphError)) return error;
  const { status, code, message } = error;
  return new RefusedError({
    summary,
    detail: `unexpected status ${status} (${status} ${STATUS_CODES[status] ?? ''}) with error: ${code}: ${message}`,
    ...(attribute === undefined ? {} : { attribute: [attribute] }),
  });
}

/**
 * Does what follows on the making of an object and reads it back. Where that fails, Terraform still remembers the object.
 * @param made What is remembered where it can't be read either.
 */
export function leaving(made: Attributes, read: () => Attributes, work: () => void): Attributes {
  try {
    work();
    return read();
  } catch (error) {
    const shown = refused(error, `Retrieving ${String(made['id'])}`);
    if (!(shown instanceof RefusedError)) throw error;
    throw new RefusedError(shown.refusal, readOr(made, read));
  }
}

/** What is remembered of an object: as it is, or as it was to be where it can't be read. */
export function readOr(made: Attributes, read: () => Attributes): Attributes {
  try {
    return read();
  } catch {
    return made;
  }
}

/** Null where Graph has nothing under the id any more. */
export function found<T>(get: () => T): T | null {
  try {
    return get();
  } catch (error) {
    if (error instanceof GraphError && error.status === 404) return null;
    throw error;
  }
}

export function nameTaken(type: string, id: string, name: string): RefusedError {
  return new RefusedError({
    summary: `An existing "${type}" with name "${name}" (ID: "${id}") was found and \`prevent_duplicate_names\` was specified`,
    detail: mustImport(type),
    attribute: ['id'],
  });
}

export function alreadyExists(type: string, id: string): RefusedError {
  return new RefusedError({
    summary: `A resource with the ID "${id}" already exists`,
    detail: mustImport(type),
    attribute: ['id'],
  });
}

/** The same as the provider's newer resources say it. */
export const requiresImport = (type: string, id: string): Error =>
  new Error(
    `a resource with the ID "${id}" already exists - to be managed with Terraform it has to be imported into the state. See the documentation of "${type}"`,
  );

const mustImport = (type: string): string =>
  `To be managed with Terraform, it has to be imported into the state. See the documentation of "${type}".`;
