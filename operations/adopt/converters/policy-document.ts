/** Terraform's `aws_iam_policy_document` as the JSON that it stands for. */
import type { SourceMap, SourceNode } from '../../../model/source/node.js';
import { Expression, isMap } from './reader.js';

/** The element of a statement for each argument that lists texts. */
const LISTS = {
  actions: 'Action',
  not_actions: 'NotAction',
  resources: 'Resource',
  not_resources: 'NotResource',
} as const;
const KNOWN = new Set(['version', 'policy_id', 'statement']);
const KNOWN_OF_STATEMENT = new Set(['sid', 'effect', 'condition', ...Object.keys(LISTS)]);

/** Undefined where something of it is not known, or is none of what an identity policy has. */
export function policyDocument(body: SourceMap): object | undefined {
  if ([...body.entries.keys()].some((key) => !KNOWN.has(key))) return undefined;
  const statements = blocksOf(body.entries.get('statement')).map(statementOf);
  if (!statements.every((statement) => statement !== undefined)) return undefined;
  const id = textOf(body.entries.get('policy_id'));
  return {
    Version: textOf(body.entries.get('version')) ?? '2012-10-17',
    ...(id === undefined ? {} : { Id: id }),
    Statement: statements,
  };
}

function statementOf({ entries }: SourceMap): object | undefined {
  if ([...entries.keys()].some((key) => !KNOWN_OF_STATEMENT.has(key))) return undefined;
  const lists = Object.entries(LISTS).flatMap(([argument, element]) => {
    const node = entries.get(argument);
    return node === undefined ? [] : [[element, textsOf(node)] as const];
  });
  const conditions = conditionsOf(blocksOf(entries.get('condition')));
  if (lists.some(([, texts]) => texts === undefined) || conditions === undefined) return undefined;
  const sid = textOf(entries.get('sid'));
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: textOf(entries.get('effect')) ?? 'Allow',
    ...Object.fromEntries(lists),
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}

/** By operator, then by key. */
function conditionsOf(bodies: readonly SourceMap[]): Record<string, Record<string, string[]>> | undefined {
  const conditions: Record<string, Record<string, string[]>> = {};
  for (const { entries } of bodies) {
    const [test, variable] = [textOf(entries.get('test')), textOf(entries.get('variable'))];
    const values = textsOf(entries.get('values'));
    if (test === undefined || variable === undefined || values === undefined) return undefined;
    if (conditions[test]?.[variable] !== undefined) return undefined;
    conditions[test] = { ...conditions[test], [variable]: values };
  }
  return conditions;
}

const blocksOf = (node: SourceNode | undefined): SourceMap[] =>
  node?.kind === 'list' ? node.items.filter(isMap) : isMap(node) ? [node] : [];

/** Here `&{…}` stands for a policy variable. */
function textOf(node: SourceNode | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null || node.value instanceof Expression) return undefined;
  return node.text.replaceAll('&{', '${');
}

function textsOf(node: SourceNode | undefined): string[] | undefined {
  if (node?.kind !== 'list') return undefined;
  const texts = node.items.map(textOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
