/** Session tags that come, go or take another source, and what reads them: pure, from the values of Terraform's plan. */
import type { Environment } from '../../model/environment.js';
import { foldKey, tagsReadBy } from '../../model/session-tags.js';
import { compareText, listAll, quote } from '../../model/text.js';
import { readSessionTags } from '../../stacks/entra/session-tags.js';
import { parseResourceName, resourceName } from '../../stacks/names.js';
import { type ChangedSetting, changedSetting } from './changed-setting.js';
import { changeOf, type PlanValues, type Values } from './plan-values.js';

export interface ChangedSessionTag {
  readonly key: string;
  /** Where its value comes from before the plan; absent where nobody sends it. */
  readonly before?: Source;
  readonly after?: Source;
  /** Handles of the permission sets whose inline policies read it after the plan. */
  readonly readBy: readonly string[];
  /** Those among them that read it before the plan, too. */
  readonly stillReadBy: readonly string[];
  /** AWS stops passing on what Entra sends, for the config has no tag any more that AWS sets. */
  readonly heldBack: boolean;
}

interface Source {
  readonly side: Side;
  readonly key: string;
  /** The attribute that it takes its value from. */
  readonly attribute: string;
}

type Side = 'entra' | 'aws';
type Moment = 'before' | 'after';

export const SESSION_TAGS = {
  claims: 'azuread_claims_mapping_policy',
  assignment: 'azuread_service_principal_claims_mapping_policy_assignment',
  attributes: 'aws_ssoadmin_instance_access_control_attributes',
} as const;
const INLINE_POLICY = 'aws_ssoadmin_permission_set_inline_policy';

/** Where the config has a side's tags. */
export const PATHS: Readonly<Record<Side, readonly string[]>> = {
  entra: ['entra', 'attributes'],
  aws: ['aws', 'identityCenter', 'attributes'],
};

export function findChangedSessionTags(values: PlanValues): ChangedSessionTag[] {
  const [before, after] = [sourcesOf(values, 'before'), sourcesOf(values, 'after')];
  const [readBefore, readAfter] = [readersOf(values, 'before'), readersOf(values, 'after')];
  const heldBack = isSwitchedOff(values);
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return keys.flatMap((folded) => {
    const [from, to] = [before.get(folded), after.get(folded)];
    const isHeldBack = heldBack && to !== undefined;
    const passed = isHeldBack ? undefined : to;
    if (from?.side === passed?.side && from?.attribute === passed?.attribute) return [];
    const readBy = readAfter.get(folded) ?? [];
    const stillReadBy = readBy.filter((set) => readBefore.get(folded)?.includes(set));
    const key = to?.key ?? from?.key ?? folded;
    return [{ key, before: from, after: passed, readBy, stillReadBy, heldBack: isHeldBack }];
  });
}

export function wordSessionTag(environment: Environment, tag: ChangedSessionTag): ChangedSetting {
  const { key, after, heldBack } = tag;
  const path = [...PATHS[sideOf(tag)], ...(heldBack ? [] : [key])];
  const message = [`Session tag ${quote(key)} ${wordChange(tag)}.`, ...wordReaders(tag.readBy)].join(' ');
  return changedSetting(environment, path, after !== undefined, message);
}

/** The inline policies that read a tag. */
export function wordReaders(sets: readonly string[]): string[] {
  if (sets.length === 0) return [];
  const policies = sets.length === 1 ? 'policy' : 'policies';
  return [`The inline ${policies} of ${listAll(sets)} ${sets.length === 1 ? 'reads' : 'read'} it.`];
}

/** The side whose tags in the config decide. */
export const sideOf = ({ before, after, heldBack }: ChangedSessionTag): Side =>
  heldBack ? 'aws' : ((after ?? before)?.side ?? 'entra');

function wordChange({ before, after, heldBack }: ChangedSessionTag): string {
  if (heldBack)
    return 'is passed on no longer: with the last key of aws.identityCenter.attributes AWS’s “Attributes for access control” is switched off';
  if (after === undefined) return `goes, which came from ${before && wordSource(before)}`;
  if (before === undefined) return `comes, from ${wordSource(after)}`;
  return `comes from ${wordSource(after)} instead of ${wordSource(before)}`;
}

const wordSource = ({ side, attribute }: Source): string =>
  `${side === 'entra' ? 'Entra’s' : 'AWS’s'} ${attribute}`;

/** By the folded key. Of a key in both places, AWS's own counts. */
function sourcesOf(values: PlanValues, moment: Moment): Map<string, Source> {
  const sent = changeOf(values, SESSION_TAGS.claims, resourceName('claims'))[moment];
  const assigned = changeOf(values, SESSION_TAGS.assignment, resourceName('claims-assignment'))[moment];
  const mapped = attributesOf(values)[moment];
  const sources: Source[] = [
    ...(assigned === null ? [] : readDefinition(sent)).map(([key, attribute]) => ({
      side: 'entra' as const,
      key,
      attribute,
    })),
    ...readMapping(mapped).map(([key, attribute]) => ({ side: 'aws' as const, key, attribute })),
  ];
  return new Map(sources.map((source) => [foldKey(source.key), source]));
}

const attributesOf = (values: PlanValues) =>
  changeOf(values, SESSION_TAGS.attributes, resourceName('access-control-attributes'));

/** AWS passes on what Entra sends while its own attributes are enabled. Deleting their configuration disables them. */
function isSwitchedOff(values: PlanValues): boolean {
  const { before, after } = attributesOf(values);
  return before !== null && after === null;
}

function readDefinition(policy: Values | null): [key: string, attribute: string][] {
  const [definition = ''] = (policy?.['definition'] as readonly string[] | null | undefined) ?? [];
  return [...readSessionTags(definition)];
}

function readMapping(configuration: Values | null): [key: string, attribute: string][] {
  const attributes = (configuration?.['attribute'] ?? []) as readonly {
    readonly key: string;
    readonly value: readonly { readonly source: readonly string[] }[];
  }[];
  return attributes.map(({ key, value: [value] }) => [key, value?.source.join(', ') ?? '']);
}

/** The permission sets whose inline policies read a tag, by the folded key. */
function readersOf({ resource_changes: changes = [] }: PlanValues, moment: Moment): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const { type, name, change } of changes) {
    const set = parseResourceName(name)?.parts[0];
    const policy = change[moment]?.['inline_policy'];
    if (type !== INLINE_POLICY || set === undefined || typeof policy !== 'string') continue;
    for (const key of new Set([...tagsReadBy(policy)].map(foldKey)))
      readers.set(key, [...(readers.get(key) ?? []), set]);
  }
  return readers;
}
