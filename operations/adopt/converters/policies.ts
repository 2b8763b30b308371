/** Policies as other tools write them, in the config's words. */
import { resolvePolicy } from '../../../model/policy-reference.js';
import { type SourceNode, toValue } from '../../../model/source/node.js';
import type { PermissionSetInput } from '../draft.js';
import { Expression, type Reader } from './reader.js';

export type PolicyInput = NonNullable<PermissionSetInput['policies']>[number];

const CUSTOMER_ARN = /^arn:aws[a-z-]*:iam::\d{12}:policy\/(.+)$/;
/** The partition alone is left to Terraform, and a policy's name is the same in all of them. */
const ANY_PARTITION = /^arn:\$\{[^}]+\}:iam::aws:policy\/([\w+=,.@/-]+)$/;

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
  const name = reader.text(fields?.name ?? fields?.Name);
  return name === undefined ? undefined : customerPolicy(name, reader.text(fields?.path ?? fields?.Path));
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
