/** Reads a seed: how the two clouds stand before anything is applied. */
import { readFile } from 'node:fs/promises';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { byHandSchema } from './by-hand/schema.js';
import type { Seed } from './seed.js';

/** The seed can't be used: the message has a line for each problem. */
export class SeedError extends Error {}

const text = z.string().min(1, 'must not be empty');
const name = z.string().regex(/^[0-9A-Za-z-]+$/, 'must be letters, digits and hyphens');
const accountId = z
  .string('must be a string of 12 digits, in quotes')
  .regex(/^\d{12}$/, 'must be a string of 12 digits, in quotes');

const seedSchema: z.ZodType<Seed> = z.strictObject({
  entra: z.strictObject({
    tenantId: z.guid('must be a GUID'),
    displayName: text,
    domain: text,
    users: z.array(
      z.strictObject({
        userPrincipalName: text,
        displayName: text,
        givenName: text.optional(),
        surname: text.optional(),
        department: text.optional(),
        jobTitle: text.optional(),
        accountEnabled: z.boolean().optional(),
        businessPhones: z.array(text).optional(),
        mobilePhone: text.optional(),
      }),
    ),
    groups: z.array(
      z.strictObject({
        displayName: text,
        description: text.optional(),
        members: z.array(text).optional(),
        groups: z.array(text).optional(),
        rule: text.optional(),
      }),
    ),
  }),
  aws: z.strictObject({
    organizationId: text,
    managementAccount: accountId,
    callerAccount: accountId.optional(),
    region: text,
    instanceId: z.string().regex(/^ssoins-[0-9a-z]{16}$/, 'must look like ssoins-722300aabbcc0001'),
    identityStoreId: z.string().regex(/^d-[0-9a-z]{10}$/, 'must look like d-9967000001'),
    accounts: z.array(
      z.strictObject({
        id: accountId,
        name: text,
        ou: z.string().startsWith('/', 'must be a path such as /Workloads/Prod'),
        tags: z.record(z.string(), z.string()).optional(),
        suspended: z.boolean().optional(),
        policies: z.array(z.strictObject({ name: text, path: text.optional() })).optional(),
      }),
    ),
    provisioned: z.strictObject({ groups: z.array(text), users: z.array(text) }),
    scim: z.strictObject({ tenant: name }).optional(),
    signIn: z.strictObject({ tenant: name, portalAlias: name.optional() }).optional(),
  }),
  byHand: byHandSchema.optional(),
});

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** @throws SeedError with every problem and its line. */
export async function loadSeed(file: string): Promise<Seed> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SeedError(`${file}: can't be read (${error.code ?? error.message}).`);
  });
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new SeedError(document.errors.map(({ message }) => `${file}: ${message}`).join('\n'));
  }
  const parsed = seedSchema.safeParse(document.toJS(), { error: explain });
  const issues = parsed.success ? undefinedNames(parsed.data) : parsed.error.issues;
  if (issues.length > 0) {
    throw new SeedError(issues.map((issue) => describe(file, document, lines, issue)).join('\n'));
  }
  return parsed.data as Seed;
}

const WORD_OF: Readonly<Record<string, string>> = { array: 'a list', object: 'a map', record: 'a map' };

/** What the declaration above doesn't say in words of its own. */
function explain(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.map((key) => `"${key}"`).join(', ')} means nothing here`;
  if (issue.code !== 'invalid_type') return undefined;
  return issue.input === undefined
    ? 'is missing'
    : `must be ${WORD_OF[issue.expected] ?? `a ${issue.expected}`}`;
}

/** Names that the seed uses but doesn't define. */
function undefinedNames({ entra, aws }: Seed): Issue[] {
  const users = new Set(entra.users.map(({ userPrincipalName }) => userPrincipalName));
  const groups = new Set(entra.groups.map(({ displayName }) => displayName));
  const accounts = new Set(aws.accounts.map(({ id }) => id));
  const missing = (
    names: readonly string[],
    defined: ReadonlySet<string>,
    what: string,
    ...path: PropertyKey[]
  ): Issue[] =>
    names.flatMap((name, index) =>
      defined.has(name) ? [] : { path: [...path, index], message: `"${name}" is not ${what} of this seed` },
    );
  return [
    ...entra.groups.flatMap(({ members = [] }, index) =>
      missing(members, users, 'a user', 'entra', 'groups', index, 'members'),
    ),
    ...entra.groups.flatMap(({ groups: nested = [] }, index) =>
      missing(
        nested,
        new Set(entra.groups.slice(0, index).map(({ displayName }) => displayName)),
        'an earlier group',
        'entra',
        'groups',
        index,
        'groups',
      ),
    ),
    ...missing(aws.provisioned.groups, groups, 'a group', 'aws', 'provisioned', 'groups'),
    ...missing(aws.provisioned.users, users, 'a user', 'aws', 'provisioned', 'users'),
    ...(accounts.has(aws.managementAccount)
      ? []
      : [
          {
            path: ['aws', 'managementAccount'],
            message: `"${aws.managementAccount}" is not an account of this seed`,
          },
        ]),
  ];
}

function describe(file: string, document: Document, lines: LineCounter, { path, message }: Issue): string {
  const written = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return `${file}:${lineOf(document, lines, path)} ${written.slice(1)}: ${message}.`.replace(' : ', ' ');
}

/** The line of the innermost part of the path that is written. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
