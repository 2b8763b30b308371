/** Policies as other tools write them, in the config's words. */
import { resolvePolicy } from '../../../model/policy-reference.js';
import { type SourceNode, toValue } from '../../../model/source/node.js';
import type { PermissionSetInput } from '../draft.js';
import { Expression, type Reader } from './reader.js';

export type PolicyInput = NonNullable<PermissionSetInput['policies']>[number];

const CUSTOMER_ARN = /^arn:aws[a-z-]*:iam::\d{12}:policy\/(.+)$/;
/** The partition alone is left to Terraform, and a policy's name is the same in all of them. */
const ANY_PARTITION = /^arn:\$\{[^}]+\}:iam::aws:policy\/([\w+=,.@/-]+)$/;

const NO_BOUNDARY = 'It is no permissions boundary that can be read.';

/** By name or ARN; AWS's own are shortened to path and name. */
export function managedPolicies(reader: Reader, node: SourceNode | undefined): PolicyInput[] {
  return reader.items(node).flatMap((item) => managedPolicy(reader, item) ?? []);
}

export function managedPolicy(reader: Reader, node: SourceNode | undefined): PolicyInput | undefined {
  const template = node?.kind === 'scalar' && node.value instanceof Expression ? node.value.template : '';
  const text = ANY_PARTITION.exec(template)?.[1] ?? reader.text(node);
  if (text === undefined || text === '') return undefined;
  const [, customer] = CUSTOMER_ARN.exec(text) ?? [];
  if (customer !== undefined) return customerPolicy(customer);
  const reference = resolvePolicy(text);
  return reference.kind === 'aws' ? reference.pathAndName : text;
}

/** By name, path and name, or ARN. */
export const customerPolicies = (reader: Reader, node: SourceNode | undefined): PolicyInput[] =>
  reader.texts(node).map((text) => customerPolicy(CUSTOMER_ARN.exec(text)?.[1] ?? text));

/** @param path With or without its slashes. */
export function customerPolicy(nameOrPath: string, path?: string): PolicyInput {
  const [customer = '', ...above] = [...(path ?? '').split('/'), ...nameOrPath.split('/')]
    .filter(Boolean)
    .reverse();
  return above.length === 0 ? { customer } : { customer, path: `/${above.reverse().join('/')}/` };
}

/** `{ name, path }` of a customer managed policy. */
export function policyByNameAndPath(reader: Reader, node: SourceNode): PolicyInput | undefined {
  const fields = reader.record(node, ['name', 'path', 'Name', 'Path']);
  if (fields === undefined) return undefined;
  const name = reader.wanted(fields, fields.Name === undefined ? 'name' : 'Name', node);
  return name === undefined ? undefined : customerPolicy(name, reader.text(fields.path ?? fields.Path));
}

/**
 * The permissions boundary, of which a permission set has one at most: of those ways to write it that are used, with
 * what reads each. Where it is written and can't be read, or twice, that is noted, for without it the set gives more.
 */
export function readBoundary(
  reader: Reader,
  at: SourceNode,
  ways: readonly (readonly [
    SourceNode | undefined,
    (reader: Reader, node: SourceNode) => PolicyInput | undefined,
  ])[],
): PolicyInput | undefined {
  const before = reader.unexpressed.length;
  const written = ways.flatMap(([node, read]) => (node === undefined ? [] : [{ node, read }]));
  const found = written.flatMap(({ node, read }) => read(reader, node) ?? []);
  const isRead = reader.unexpressed.length > before || found.length === written.length;
  if (written.length > 1) reader.note(at, 'It has several permissions boundaries, and can have one.');
  else if (!isRead) reader.note(written[0]?.node ?? at, NO_BOUNDARY);
  return found[0];
}

/** A boundary as a map with one of two keys: for a policy of AWS's, or one of the customer's by name and path. */
export function boundaryIn<K extends string>(
  reader: Reader,
  node: SourceNode | undefined,
  { aws, customer }: { readonly aws: K; readonly customer: K },
): PolicyInput | undefined {
  const before = reader.unexpressed.length;
  const fields = node && reader.record(node, [aws, customer]);
  if (node === undefined || fields === undefined) return undefined;
  if (Object.keys(fields).length === 0 && reader.unexpressed.length === before)
    reader.note(node, NO_BOUNDARY);
  return readBoundary(reader, node, [
    [fields[aws], managedPolicy],
    [fields[customer], policyByNameAndPath],
  ]);
}

/** An inline policy: a map, or JSON as a text. What is neither is noted. */
export function inlinePolicy(reader: Reader, node: SourceNode | undefined): object | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'map') return isKnown(node) ? (toValue(node) as object) : noteUnknown(reader, node);
  const text = reader.text(node);
  return text === undefined || text.trim() === '' ? undefined : parsePolicy(reader, node, text);
}

export function parsePolicy(reader: Reader, node: SourceNode, text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // It is told below.
  }
  reader.note(node, 'It holds no JSON object, so the permission set has no inline policy here.');
  return undefined;
}

function isKnown(node: SourceNode): boolean {
  if (node.kind === 'scalar') return !(node.value instanceof Expression);
  return (node.kind === 'list' ? node.items : [...node.entries.values()]).every(isKnown);
}

function noteUnknown(reader: Reader, node: SourceNode): undefined {
  reader.note(
    node,
    'Some of its values are not in the files, so the permission set has no inline policy here.',
  );
  return undefined;
}
