/** Planning again where the plan fails because AWS has another group or user than before, or has it no longer. */
import type { Environment } from '../model/environment.js';
import { resourceName } from '../stacks/names.js';
import type { Context } from './context.js';
import { describeAddress, type Subject } from './explain/describe-address.js';
import { isMissingInAws } from './explain/explain-diagnostic.js';
import type { Values } from './guard/plan-values.js';
import { findGone, type KeptId, removeLookups } from './kept-ids.js';
import type { Stack } from './prepare-stack.js';
import { readStateValues } from './state-values.js';
import { TerraformError } from './terraform-error.js';
import { addressOf, type Diagnostic } from './terraform-message.js';

/** What keeps the id that a group or user had in AWS when it was granted access; see stacks/aws/principals.ts. */
const KEPT_ID = 'terraform_data';
const ON_DEMAND = 'azuread_synchronization_job_provision_on_demand';

interface Finding {
  /** What was found and is done, in a sentence. */
  readonly said: string;
  /** The addresses to replace. */
  readonly replace: readonly string[];
}

/**
 * Runs a plan, and again with what it says must be replaced, until it finds nothing more of that kind.
 * @param plan Plans with these addresses replaced.
 * Throws what the last plan failed with.
 */
export async function replacing<T>(
  stack: Stack,
  context: Context,
  plan: (replace: readonly string[]) => Promise<T>,
): Promise<{ readonly run: T; readonly found: readonly string[] }> {
  removeLookups(stack.folder);
  const findings = new Map<string, Finding>();
  for (;;) {
    try {
      const run = await plan([...findings.values()].flatMap(({ replace }) => replace));
      return { run, found: [...findings.values()].map(({ said }) => said) };
    } catch (error) {
      const fresh = (await findReplaceable(error, stack, context)).filter(({ said }) => !findings.has(said));
      if (fresh.length === 0) throw error;
      for (const finding of fresh) findings.set(finding.said, finding);
    }
  }
}

async function findReplaceable(error: unknown, stack: Stack, context: Context): Promise<Finding[]> {
  if (!(error instanceof TerraformError)) return [];
  const subjects = error.errors.flatMap((diagnostic) => {
    const subject = describeAddress(addressOf(diagnostic) ?? '', stack.environment);
    return subject === undefined ? [] : [{ diagnostic, subject }];
  });
  const another = subjects.filter(({ diagnostic, subject }) => isAnother(diagnostic, subject));
  const missing = subjects.filter(({ diagnostic, subject }) => isMissingInAws(diagnostic, subject));
  const subjectOf = ({ subject }: { readonly subject: Subject }) => subject;
  return [
    ...another.map(subjectOf).map(replaceKept),
    ...(await replaceMissing(missing.map(subjectOf), stack, context)),
  ];
}

const isAnother = ({ summary }: Diagnostic, { type }: Subject): boolean =>
  type === KEPT_ID && summary === 'Resource postcondition failed';

function replaceKept(subject: Subject): Finding {
  return {
    said: `In AWS, the ${subject.words} is another one than before: its grants are planned anew.`,
    replace: [`${KEPT_ID}.${nameOf(subject)}`],
  };
}

/**
 * Only who was provisioned on demand before: the lookup of anyone else waits for that anyway. Whose kept id AWS still
 * has is there under another name, such as the old one where provisioning a rename failed: nobody loses anything then,
 * and should provisioning come to another one after all, the apply ends with what says so.
 */
async function replaceMissing(
  subjects: readonly Subject[],
  stack: Stack,
  context: Context,
): Promise<Finding[]> {
  if (subjects.length === 0 || !isProvisioned(stack.environment)) return [];
  const state = await readStateValues(context, stack.folder);
  const provisioned = subjects
    .map((subject) => ({ subject, name: nameOf(subject) }))
    .filter(({ name }) => state.has(`${ON_DEMAND}.${name}`))
    .map(({ subject, name }) => ({ subject, name, kept: keptIdOf(subject, state) }));
  const gone = await findGone(
    provisioned.flatMap(({ kept }) => kept ?? []),
    stack,
    context,
  );
  return provisioned.map(({ subject: { words }, name, kept }) => {
    const onDemand = `${ON_DEMAND}.${name}`;
    return kept === undefined || gone.has(kept)
      ? {
          said: `The ${words} isn't in AWS: it is provisioned again, and its grants are planned anew.`,
          replace: kept === undefined ? [onDemand] : [onDemand, `${KEPT_ID}.${name}`],
        }
      : {
          said: `In AWS, the ${words} still has another name: it is provisioned again, and keeps its grants.`,
          replace: [onDemand],
        };
  });
}

function keptIdOf(subject: Subject, state: ReadonlyMap<string, Values>): KeptId | undefined {
  const name = nameOf(subject);
  const output = state.get(`${KEPT_ID}.${name}`)?.['output'] as { readonly id: string } | undefined;
  return output && { type: subject.kind === 'user' ? 'USER' : 'GROUP', name, id: output.id };
}

const isProvisioned = ({ config }: Environment): boolean => typeof config.entra.provisioning === 'object';

const nameOf = ({ kind, parts: [handle = ''] }: Subject): string =>
  resourceName(kind === 'user' ? 'user' : 'group', handle);
