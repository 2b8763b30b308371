/** Terraform's `aws_iam_policy_document` as the JSON that it stands for. */
import type { SourceMap, SourceNode } from '../../../model/source/node.js';
import { Expression, isMap, isNothing } from './reader.js';

/** The element of a statement for each argument that lists texts. */
const LISTS = {
  actions: 'Action',
  not_actions: 'NotAction',
  resources: 'Resource',
  not_resources: 'NotResource',
} as const;
const KNOWN = new Set(['version', 'policy_id', 'statement']);
const KNOWN_OF_STATEMENT = new Set(['sid', 'effect', 'condition', ...Object.keys(LISTS)]);
const KNOWN_OF_CONDITION = new Set(['test', 'variable', 'values']);

/** Undefined where something of it is not known, or is none of what an identity policy has. */
export function policyDocument(body: SourceMap): object | undefined {
  if (!isWhole(body, KNOWN, ['version', 'policy_id'])) return undefined;
  const statements = blocksOf(body.entries.get('statement'))?.map(statementOf);
  if (!statements?.every((statement) => statement !== undefined)) return undefined;
  const id = textOf(body.entries.get('policy_id'));
  return {
    Version: textOf(body.entries.get('version')) ?? '2012-10-17',
    ...(id === undefined ? {} : { Id: id }),
    Statement: statements,
  };
}

function statementOf(body: SourceMap): object | undefined {
  if (!isWhole(body, KNOWN_OF_STATEMENT, ['sid', 'effect'])) return undefined;
  const { entries } = body;
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
function conditionsOf(
  bodies: readonly SourceMap[] | undefined,
): Record<string, Record<string, string[]>> | undefined {
  if (bodies === undefined) return undefined;
  const conditions: Record<string, Record<string, string[]>> = {};
  for (const body of bodies) {
    if (!isWhole(body, KNOWN_OF_CONDITION, [])) return undefined;
    const { entries } = body;
    const [test, variable] = [textOf(entries.get('test')), textOf(entries.get('variable'))];
    const values = textsOf(entries.get('values'));
    if (test === undefined || variable === undefined || values === undefined) return undefined;
    if (conditions[test]?.[variable] !== undefined) return undefined;
    conditions[test] = { ...conditions[test], [variable]: values };
  }
  return conditions;
}

/** Whether it has no argument but those that are known, and what is optional in it is a text or nothing. */
const isWhole = ({ entries }: SourceMap, known: ReadonlySet<string>, optional: readonly string[]): boolean =>
  [...entries.keys()].every((key) => known.has(key)) &&
  optional.every((key) => {
    const node = entries.get(key);
    return node === undefined || isNothing(node) || textOf(node) !== undefined;
  });

/** Undefined where some of it are no blocks. */
function blocksOf(node: SourceNode | undefined): SourceMap[] | undefined {
  if (node === undefined || isNothing(node)) return [];
  const nodes = node.kind === 'list' ? node.items : [node];
  return nodes.every(isMap) ? nodes : undefined;
}

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
