/** One environment's config, read with everything it names and checked by the rules about it alone. */
import { basename, dirname, extname, resolve } from 'node:path';
import { resolveAccess } from './access-model.js';
import { backendAddress } from './backend-address.js';
import type { Config, StateConfig } from './config.js';
import { emergencyIdentifier } from './console-saml.js';
import { readDraft, type Draft } from './draft.js';
import type { Environment } from './environment.js';
import { takePlaceholders } from './placeholders.js';
import type { Problem } from './problem.js';
import { LARGEST_NAMED_FILE, readText, type ReadText } from './read-text.js';
import type { EnvironmentIdentity } from './rules/across-environments.js';
import { RULES_OF_PARTS, RULES_OF_WHOLE } from './rules/index.js';
import { parseServiceProviderMetadata, type ParsedMetadata } from './saml-metadata.js';
import { parseScimEndpoint } from './scim-endpoint.js';
import { loadSource, nameOf } from './source/load-source.js';
import { locationOf, placeAt, toValue, type SourceMap } from './source/node.js';
import { refuseOutside } from './source/reach.js';
import { indexAccounts, resolveLines } from './targets.js';
import { validateSchema } from './validate-schema.js';

export interface LoadedConfig {
  readonly identity: EnvironmentIdentity;
  readonly problems: Problem[];
  /** Absent where there is an error. */
  readonly environment?: Environment;
}

type Path = readonly (string | number)[];

/** `file` is an environment's own file; its name without `.yaml` is the environment's. */
export function loadConfig(file: string, today: Date): LoadedConfig {
  const name = basename(file, extname(file));
  const { root: written, problems, whole } = loadSource(file);
  if (written === undefined) return { identity: { name }, problems };
  const { root, problems: placeholders } = takePlaceholders(written);
  const value = toValue(root);
  const schema = validateSchema(root, value, whole, placeholders);
  const draft = readDraft(value);
  const locate = (path: Path) => locationOf(placeAt(root, path));
  const files = readFiles(file, root, draft);
  const accounts = indexAccounts(draft.placements);
  const lines = resolveLines(draft.access, accounts);
  const input = { draft, value, stem: name, today, ...files, accounts, lines, locate };
  const rules = whole ? [...RULES_OF_PARTS, ...RULES_OF_WHOLE] : RULES_OF_PARTS;
  problems.push(...schema.problems, ...rules.flatMap((rule) => rule(input)));
  const identity = identify(name, draft, files.metadata, root);
  if (schema.config === undefined || problems.some(({ severity }) => severity === 'error')) {
    return { identity, problems };
  }
  return { identity, problems, environment: createEnvironment(name, file, schema.config, files, root) };
}

interface Files {
  readonly metadata?: ParsedMetadata;
  readonly inlinePolicies: ReadonlyMap<string, ReadText>;
}

function readFiles(file: string, root: SourceMap, { identityCenter, permissionSets }: Draft): Files {
  const read = (path: Path, value: string | undefined): ReadText | undefined => {
    if (value === undefined) return undefined;
    const named = absolute(root, path, value);
    const namedIn = placeAt(root, path).file.path;
    const refusal = refuseOutside(named, dirname(file), dirname(namedIn === file ? named : namedIn));
    return refusal === undefined ? readText(named, LARGEST_NAMED_FILE) : { refusal };
  };
  const metadata = read(['aws', 'identityCenter', 'metadata'], identityCenter.metadata);
  const inlinePolicies = [...permissionSets.entries].flatMap(([handle, { inline }]): [string, ReadText][] => {
    const policy = read(['permissionSets', handle, 'inline'], inline);
    return policy === undefined ? [] : [[handle, policy]];
  });
  return { metadata: metadata && parseMetadata(metadata), inlinePolicies: new Map(inlinePolicies) };
}

const parseMetadata = (read: ReadText): ParsedMetadata =>
  'text' in read ? parseServiceProviderMetadata(read.text) : read;

/** A path is relative to the file that names it. */
function absolute(root: SourceMap, path: Path, value: string): string;
function absolute(root: SourceMap, path: Path, value: string | undefined): string | undefined;
function absolute(root: SourceMap, path: Path, value: string | undefined): string | undefined {
  return value === undefined ? undefined : resolve(dirname(placeAt(root, path).file.path), value);
}

function absoluteState(root: SourceMap, state: StateConfig): StateConfig {
  if (state.local === undefined) return state;
  return { ...state, local: { path: absolute(root, ['state', 'local', 'path'], state.local.path) } };
}

function identify(
  name: string,
  { state, entra: { provisioning, tenantId }, aws: { region }, emergencyAccess }: Draft,
  metadata: ParsedMetadata | undefined,
  root: SourceMap,
): EnvironmentIdentity {
  const locate = (path: Path) => locationOf(placeAt(root, path));
  const address = state && backendAddress(absoluteState(root, state));
  const entityId = metadata !== undefined && 'metadata' in metadata ? metadata.metadata.entityId : undefined;
  const scim = typeof provisioning === 'object' ? parseScimEndpoint(provisioning.endpoint) : undefined;
  return {
    name,
    state: address && { value: address.address, backend: address, location: locate(['state']) },
    unaddressed: address === undefined && state?.http !== undefined ? locate(['state']) : undefined,
    entityId:
      entityId === undefined
        ? undefined
        : { value: entityId, location: locate(['aws', 'identityCenter', 'metadata']) },
    emergencyIdentifier:
      emergencyAccess === undefined || tenantId === undefined || region === undefined
        ? undefined
        : {
            value: `${tenantId.toLowerCase()} ${emergencyIdentifier(region, emergencyAccess.instance)}`,
            location: locate(['emergencyAccess', 'instance']),
          },
    scimTenant: scim && { value: scim.tenant, location: locate(['entra', 'provisioning', 'endpoint']) },
  };
}

/** From a config without errors, so every file was read. */
function createEnvironment(
  name: string,
  file: string,
  config: Config,
  files: Files,
  root: SourceMap,
): Environment | undefined {
  const { metadata, inlinePolicies } = files;
  if (metadata === undefined || !('metadata' in metadata)) return undefined;
  const locate = (path: Path) => locationOf(placeAt(root, path));
  const texts = [...inlinePolicies].flatMap(([handle, read]) =>
    'text' in read ? [[handle, read.text]] : [],
  );
  const { emergencyAccess, ...rest } = withAbsolutePaths(root, config);
  const removed = emergencyAccess?.removed === true;
  return {
    name,
    file: nameOf(file),
    config: removed ? rest : { ...rest, emergencyAccess },
    ...(removed ? { removedEmergencyAccess: emergencyAccess } : {}),
    serviceProvider: metadata.metadata,
    inlinePolicies: Object.fromEntries(texts) as Record<string, string>,
    access: resolveAccess(config, locate),
    locate,
  };
}

function withAbsolutePaths(root: SourceMap, config: Config): Config {
  const { identityCenter } = config.aws;
  const metadata = absolute(root, ['aws', 'identityCenter', 'metadata'], identityCenter.metadata);
  const permissionSets = Object.entries(config.permissionSets).map(([handle, set]) => {
    const inline = absolute(root, ['permissionSets', handle, 'inline'], set.inline);
    return [handle, inline === undefined ? set : { ...set, inline }] as const;
  });
  return {
    ...config,
    state: absoluteState(root, config.state),
    aws: { ...config.aws, identityCenter: { ...identityCenter, metadata } },
    permissionSets: Object.fromEntries(permissionSets),
  };
}
