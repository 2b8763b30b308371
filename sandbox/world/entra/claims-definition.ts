/** What a claims mapping policy says: its definition, which is a list that holds one JSON text. */
import { badRequest, notModelled } from './graph-error.js';

/** A claim that takes its value from an attribute, or has one value for everyone. */
export type ClaimsSchemaEntry = ClaimTarget & (ClaimSource | { readonly Value: string });

interface ClaimSource {
  readonly Source: string;
  readonly ID: string;
}

interface ClaimTarget {
  readonly SamlClaimType?: string;
  readonly JwtClaimType?: string;
}

export interface ClaimsDefinition {
  /** Whether the claims that every token has by default stay beside these. */
  readonly includesBasicClaims: boolean;
  readonly claims: readonly ClaimsSchemaEntry[];
}

const SOURCES = ['user', 'application', 'resource', 'audience', 'company'];
const ENTRY_KEYS = ['Source', 'ID', 'Value', 'SamlClaimType', 'JwtClaimType'];

/** Keys are case-sensitive. Entra's words don't say what is wrong. @throws GraphError */
export function parseClaims(definition: readonly string[]): ClaimsDefinition {
  const policy = asObject(asObject(parseJson(definition))['ClaimsMappingPolicy']);
  if ('ClaimsTransformations' in policy) throw notModelled('claims transformations');
  const { Version, IncludeBasicClaimSet, ClaimsSchema, ...others } = policy;
  if (Version !== 1 || Object.keys(others).length > 0) throw invalid();
  if (IncludeBasicClaimSet !== 'true' && IncludeBasicClaimSet !== 'false') throw invalid();
  if (!Array.isArray(ClaimsSchema)) throw invalid();
  return { includesBasicClaims: IncludeBasicClaimSet === 'true', claims: ClaimsSchema.map(parseEntry) };
}

function parseEntry(value: unknown): ClaimsSchemaEntry {
  const entry = asObject(value);
  if ('TransformationID' in entry || 'ExtensionID' in entry)
    throw notModelled('claims from transformations and directory extensions');
  if (Object.entries(entry).some(([key, text]) => !ENTRY_KEYS.includes(key) || typeof text !== 'string'))
    throw invalid();
  const { Source, ID, Value, SamlClaimType, JwtClaimType } = entry as Record<string, string | undefined>;
  if (!SamlClaimType && !JwtClaimType) throw invalid();
  const target: ClaimTarget = { SamlClaimType, JwtClaimType };
  if (Value !== undefined && Source === undefined && ID === undefined) return { ...target, Value };
  if (Value !== undefined || !ID || Source === undefined || !SOURCES.includes(Source)) throw invalid();
  return { ...target, Source, ID };
}

function parseJson(definition: unknown): unknown {
  if (!Array.isArray(definition) || definition.length !== 1) throw invalid();
  try {
    return JSON.parse(String(definition[0]));
  } catch {
    throw invalid();
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid();
  return value as Readonly<Record<string, unknown>>;
}

const invalid = () => badRequest('Property definition has an invalid value.');
