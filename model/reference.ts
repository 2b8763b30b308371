/** The declaration as a page that people read. */
import { z } from 'zod';
import { configSchema } from './config.js';
import { describe, mapForm, unwrap } from './schema-walk.js';

type Schema = z.core.$ZodType;

/** A map of the config, with the path that leads to it: `aws.accounts.<handle>`. */
interface Section {
  readonly path: string;
  readonly schema: z.ZodObject;
}

const INTRODUCTION = `# Config reference

Generated from the declaration in \`model/\` by \`npm run generate\`; a test holds it to be current.

An environment is one file, \`config/<environment>.yaml\`, and the files it includes. Unknown keys are errors, and every
problem is reported in one run with its file and line: \`npx federation check\`. Paths are relative to the file that names them.
Editors that know YAML complete and check as you type if a file's first line names the schema:
\`# yaml-language-server: $schema=./schema.json\`, or \`schema-part.json\` in an included file.

\`\`\`yaml
environment: prod
state:
  s3: { bucket: your-state-bucket, key: federation/prod.tfstate, region: eu-west-1 }
entra:
  tenantId: 11111111-2222-3333-4444-555555555555
  application:
    displayName: AWS IAM Identity Center (prod)
    certificates: { c2026: { endDate: 2029-11-01 } }
    activeCertificate: c2026
  provisioning: pending
aws:
  region: eu-west-1
  deployer: { account: "000000000000", role: FederationDeployer, kind: management }
  identityCenter: { metadata: prod/aws-saml-metadata.xml, portalUrl: https://acme.awsapps.com/start }
  accounts:
    management: { id: "000000000000", management: true }
    payments-prod: { id: "111122223333", ou: /Workloads/Prod, tags: { tier: prod } }
    payments-dev: { id: "444455556666", ou: /Workloads/Dev, tags: { tier: dev } }
groups:
  developers: { name: AWS Developers }
permissionSets:
  Developer: { session: PT8H, policies: [PowerUserAccess] }
  ReadOnly: { policies: [ReadOnlyAccess] }
access:
  - { groups: [developers], permissionSets: [ReadOnly], accounts: ["ou:/Workloads"], except: [payments-dev] }
  - { groups: [developers], permissionSets: [Developer], accounts: ["tag:tier=dev"] }
\`\`\`

A handle is the key of an account, group, user, permission set or certificate: a letter, then letters, digits or
hyphens, 63 characters at most. Terraform's addresses are made of handles (of an account, its id), so a handle never
changes; \`name\` may, but a permission set's. Where a handle must change, say \`renamedFrom\`; without it a plan is blocked.
`;

/** Markdown: every key with its type, whether it is required, its default, limits and meaning. */
export function renderReference(): string {
  const sections = findSections({ path: '', schema: configSchema }, new Map());
  const pathOf = new Map(sections.map(({ path, schema }) => [schema, path] as const));
  return [INTRODUCTION, ...sections.map((section) => renderSection(section, pathOf))].join('\n');
}

/** Depth first, as declared; a map that two keys share stands once. */
function findSections(section: Section, found: Map<Schema, Section>): Section[] {
  if (found.has(section.schema)) return [];
  found.set(section.schema, section);
  const inner = Object.entries(section.schema.shape).flatMap(([key, schema]) =>
    innerMaps([section.path, key].filter(Boolean).join('.'), schema).flatMap((map) =>
      findSections(map, found),
    ),
  );
  return [section, ...inner];
}

function innerMaps(path: string, schema: Schema): Section[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodRecord) return innerMaps(`${path}.<${keyName(inner)}>`, inner.valueType);
  if (inner instanceof z.ZodArray) return innerMaps(`${path}[]`, inner.element);
  const map = mapForm(inner);
  return map === undefined ? [] : [{ path, schema: map }];
}

function renderSection({ path, schema }: Section, pathOf: ReadonlyMap<Schema, string>): string {
  const depth = path === '' ? 0 : path.split('.').length;
  const heading = `${'#'.repeat(Math.min(2 + Math.max(0, depth - 1), 4))} ${path === '' ? 'The file' : code(path)}`;
  const rows = Object.entries(schema.shape).map(([key, value]) => renderRow(key, value, pathOf));
  return [
    heading,
    '',
    describe(schema),
    '',
    '| Key | Type | Required | Default | Meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function renderRow(key: string, schema: Schema, pathOf: ReadonlyMap<Schema, string>): string {
  const required = !(schema instanceof z.ZodOptional || schema instanceof z.ZodDefault);
  const { meaning, absent } = splitDefault(describe(schema) || describe(unwrap(schema)));
  const fallback =
    schema instanceof z.ZodDefault ? renderDefault(schema.def.defaultValue) : (absent ?? 'none');
  const cells = [
    code(key),
    renderType(schema, pathOf),
    required ? 'yes' : 'no',
    required ? '' : fallback,
    meaning,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A description says what happens without the key in a sentence that starts with "Default:". */
function splitDefault(description: string): { meaning: string; absent?: string } {
  const [sentence, absent] = / ?Default: (.+?)\.(?= |$)/.exec(description) ?? [];
  return sentence === undefined
    ? { meaning: description }
    : { meaning: description.replace(sentence, ''), absent };
}

function renderDefault(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'none';
  return code(String(value));
}

function renderType(schema: Schema, pathOf: ReadonlyMap<Schema, string>): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodRecord)
    return `map by ${keyName(inner)} of ${renderType(inner.valueType, pathOf)}`;
  if (inner instanceof z.ZodArray) return `list of ${renderType(inner.element, pathOf)}`;
  if (inner instanceof z.ZodEnum) return inner.options.map((option) => code(String(option))).join(' or ');
  if (inner instanceof z.ZodUnion)
    return inner.options.map((option) => renderType(option, pathOf)).join(' or ');
  if (inner instanceof z.ZodNumber) return 'number';
  if (inner instanceof z.ZodBoolean) return '`true` or `false`';
  const path = inner instanceof z.ZodObject ? pathOf.get(inner) : undefined;
  return path === undefined ? 'string' : `[map](#${anchor(path)})`;
}

/** Keys are handles but for those of tags, which may be any text. */
const keyName = (schema: z.ZodRecord): string =>
  unwrap(schema.valueType) instanceof z.ZodString ? 'key' : 'handle';

const code = (text: string): string => `\`${text}\``;

/** As Git hosts make them from headings. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
