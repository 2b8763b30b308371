/** Terraform's refusals that users meet, in config words with what to do. */
import type { Environment } from '../../model/environment.js';
import { assignedName } from '../../stacks/names.js';
import type { Diagnostic } from '../terraform-message.js';
import { keepsProvisioning } from '../provisioning-cycle.js';
import { describeAddress, type Subject } from './describe-address.js';
import { explainDenied } from './explain-denied.js';
import { explainExisting, isExisting } from './explain-existing.js';
import { explainExpired } from './explain-expired.js';
import { explainBackend } from './explain-backend.js';
import { explainLock } from './explain-lock.js';
import { explainMissingPolicy } from './explain-missing-policy.js';
import { explainRole } from './explain-role.js';
import { explainRefusedTerraform } from './explain-refused-write.js';
import { explainUnsavedState } from './explain-unsaved-state.js';
import type { Surroundings } from './surroundings.js';

/** Undefined where Terraform's own words are all there is to say. */
export function explainDiagnostic(diagnostic: Diagnostic, surroundings: Surroundings): string | undefined {
  const address =
    diagnostic.address ?? /^Resource (\S+) has lifecycle\.prevent_destroy set/.exec(diagnostic.detail)?.[1];
  const subject = address === undefined ? undefined : describeAddress(address, surroundings.environment);
  return (
    explainDenied(diagnostic, subject, surroundings.environment?.name) ??
    explainWithoutSubject(diagnostic, surroundings) ??
    explainExpired(diagnostic) ??
    (subject && (explainWithSubject(diagnostic, subject, surroundings) ?? introduce(subject, diagnostic)))
  );
}

/** Whom it is about, in config words, before Terraform's own. */
function introduce({ words }: Subject, { summary }: Diagnostic): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${summary}`;
}

function explainWithoutSubject(
  { summary, detail, address }: Diagnostic,
  { environment }: Surroundings,
): string | undefined {
  if (summary === 'Provider configuration not present') return explainUnreachable(detail, environment);
  if (summary === 'Cannot assume IAM Role') return explainRole(detail, environment);
  if (summary === 'Error acquiring the state lock')
    return explainLock(detail, environment?.name) ?? explainBackend(detail);
  if (/^Resource (pre|post)condition failed$/.test(summary)) return detail;
  const unsaved = explainUnsavedState({ summary, detail }, environment?.name);
  if (unsaved !== undefined) return unsaved;
  if (summary === 'Saved plan is stale')
    return 'The plan file is stale: something else was applied after it was made. Make a new plan, look at it, and apply that one.';
  if (summary === 'Saved plan does not match the given state')
    return 'The plan file was made for another state than the one its environment has now. Make a new plan.';
  if (/\bload(ing)? state\b/i.test(summary)) return explainBackend(`${summary} ${detail}`);
  if (address !== undefined) return undefined;
  return explainMissingPolicy({ summary, detail }, undefined, environment) ?? explainRefusedTerraform(detail);
}

/** Only emergency access works in accounts other than the deployer's. */
function explainUnreachable(detail: string, environment: Environment | undefined): string | undefined {
  const [, account] = /\.account_(\d{12}) is required/.exec(detail) ?? [];
  if (account === undefined) return undefined;
  const wayOut =
    (environment?.config.emergencyAccess ?? environment?.removedEmergencyAccess) === undefined
      ? 'Put the section `emergencyAccess` back with `removed: true` in it and apply; then take it out.'
      : 'Put the account back under `aws.accounts`, leave it out of `emergencyAccess`, and apply; then take it out.';
  return `Emergency access still stands in the account ${account}, and the config doesn't say any more how to reach it.\n  ${wayOut}`;
}

function explainWithSubject(
  { summary, detail }: Diagnostic,
  subject: Subject,
  surroundings: Surroundings,
): string | undefined {
  if (summary === 'Instance cannot be destroyed') return explainPreventDestroy(subject, surroundings);
  const missingPolicy = explainMissingPolicy({ summary, detail }, subject, surroundings.environment);
  if (missingPolicy !== undefined) return missingPolicy;
  if (!subject.data)
    return isExisting({ summary, detail }) ? explainExisting(subject, surroundings) : undefined;
  const said = `${summary} ${detail}`;
  if (isMissingInAws({ summary, detail }, subject)) return explainMissingInAws(subject, surroundings);
  if (subject.type.startsWith('azuread_') && /not found|No group found/i.test(said))
    return explainMissingInEntra(subject, said, surroundings.environment);
  if (subject.type === 'azuread_group' && /More than one group/i.test(said)) {
    return `There are several groups with the name of the ${subject.words} in Entra.\n  Say which one is meant with \`objectId\`.`;
  }
  return undefined;
}

/** Whether a lookup in AWS finds no group or user. */
export const isMissingInAws = (
  { summary, detail }: Pick<Diagnostic, 'summary' | 'detail'>,
  { data, type }: Subject,
): boolean =>
  data &&
  type.startsWith('aws_identitystore_') &&
  /not found|no Identity Store/i.test(`${summary} ${detail}`);

function explainMissingInAws(
  { kind, parts, words }: Subject,
  { environment, terraform }: Surroundings,
): string {
  if (environment !== undefined && keepsProvisioning(environment)) {
    return [
      `The ${words} isn't in AWS, though it was provisioned on demand: Entra left it out, or AWS refused it.`,
      `  Entra says why: Enterprise applications, "${environment.config.entra.application.displayName}", Provisioning logs.`,
      ...(kind === 'user'
        ? ['  AWS takes nobody without first and last name, or with several phone numbers or addresses.']
        : []),
      '  If it says that it wasn’t assigned yet, lengthen entra.provisioning.wait. Then apply again.',
    ].join('\n');
  }
  const [handle = ''] = parts;
  const assignment = assignedName({ type: kind === 'group' ? 'GROUP' : 'USER', handle });
  return [
    `The ${words} isn't in AWS yet, so it can't be given access there.`,
    '  It gets there once it is assigned to the application and a provisioning cycle (every 40 minutes) has run.',
    `  To assign it without the rest: ${terraform} apply -target=azuread_app_role_assignment.${assignment}`,
    '  Plan again after the cycle. Until then, leave it out of `access`, unless it was only renamed: it would lose its grants.',
  ].join('\n');
}

function explainMissingInEntra(
  { kind, parts: [handle = ''], words }: Subject,
  said: string,
  environment: Environment | undefined,
): string {
  const { name, renamedFrom } = (kind === 'group' && environment?.config.groups[handle]) || {};
  if (renamedFrom !== undefined && name === undefined)
    return `The ${words} isn't in Entra.\n  With its handle, its name changed too. Where only the handle is to change, add \`name: ${renamedFrom}\`, the name it has.`;
  if (kind === 'group')
    return `The ${words} isn't in Entra.\n  Correct its \`name\`, rename it in Entra first, or let this program make it with \`managed\`.`;
  if (kind === 'user') return `The ${words} isn't in Entra.\n  Correct its \`userPrincipalName\`.`;
  const [, userPrincipalName] = /UPN "([^"]+)"/.exec(said) ?? [];
  return `Among ${words}, ${userPrincipalName === undefined ? 'someone' : `"${userPrincipalName}"`} isn't in Entra.\n  Correct the user principal name.`;
}

function explainPreventDestroy({ kind, parts, words }: Subject, { environment }: Surroundings): string {
  const refused = `This plan would destroy the ${words.replace(/^the /, '')}, which is protected.`;
  const [handle = ''] = parts;
  const permissionSet = kind === 'permission-set' ? environment?.config.permissionSets[handle] : undefined;
  if (permissionSet?.renamedFrom !== undefined && permissionSet.name === undefined) {
    return [
      refused,
      `  With its handle, its name would change too, and AWS can't rename a permission set. Add \`name: ${permissionSet.renamedFrom}\`, the name it has.`,
    ].join('\n');
  }
  const why: Partial<Record<typeof kind, string>> = {
    'permission-set':
      "  AWS can't rename a permission set, and a new one would take away everyone's access in between. Undo the change of `name`;\n" +
      '  or add a new permission set under a new handle, move the access lines to it, apply, and only then take the old one out.',
    certificate:
      "  A signing certificate can't be edited: signing in would stop at once. Undo the change and add another certificate under a new\n" +
      '  handle; retire the old one with `retired: true` once AWS trusts the new one.',
    application:
      '  Another tenant or template needs another environment. Undo the change, or destroy the environment with: federation destroy',
    group:
      '  Whether it lists `members` or has a `rule` decides how a group is made: with the other, it would be another group, and this\n' +
      '  one’s members and whatever else it is used for would go. Put `members` and `rule` back as they were.',
    'service-principal':
      '  Another tenant or template needs another environment. Undo the change, or destroy the environment with: federation destroy',
  };
  return [refused, why[kind] ?? '  Undo the change.'].join('\n');
}
