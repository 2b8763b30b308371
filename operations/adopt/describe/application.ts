/** The enterprise application in the config's words, and what of it these can't say. */
import { quote } from '../../../model/text.js';
import type { ConfigDraft } from '../draft.js';
import { describeCertificates } from './certificates.js';
import { describe } from './find-application.js';
import type { FoundInEntra, Owner } from './entra-objects.js';
import { ENTRA, type Notes } from './notes.js';
import { saysNothing } from './says-nothing.js';

type Application = NonNullable<NonNullable<ConfigDraft['entra']>['application']>;

/** @param identifier AWS's entity ID. @param replyUrls AWS's. */
export function describeApplication(
  found: FoundInEntra,
  { entityId, replyUrls }: { readonly entityId: string; readonly replyUrls: readonly string[] },
  now: Date,
  notes: Notes,
): Partial<Application> {
  const { application, principal } = found;
  const change = (what: string, why: string) =>
    notes.leaveOut(`${what} of ${quote(application.displayName)}`, ENTRA, why);
  listChanges(found, change);
  listUrls(found, entityId, replyUrls, change);
  const { relayState } = principal.samlSingleSignOnSettings ?? {};
  const emails = principal.notificationEmailAddresses;
  return {
    displayName: application.displayName,
    ...describeOwners(found, change),
    ...(emails.length === 0 ? {} : { notificationEmails: [...emails] }),
    ...(relayState ? { relayState } : {}),
    ...describeCertificates(principal, now, notes),
  };
}

type Change = (what: string, why: string) => void;

function describeOwners(
  { applicationOwners, principalOwners }: FoundInEntra,
  change: Change,
): Pick<Application, 'owners'> {
  const names = (owners: readonly Owner[]) =>
    owners.map(({ id, userPrincipalName }) => userPrincipalName ?? id).sort();
  const [own, ofPrincipal] = [names(applicationOwners), names(principalOwners)];
  const owners = [...new Set([...own, ...ofPrincipal])];
  if (own.join(' ') !== ofPrincipal.join(' '))
    change(
      'the owners',
      `The application and its service principal have different ones, and the config has the same for both: the first apply gives both ${owners.join(', ')}.`,
    );
  return owners.length === 0 ? {} : { owners };
}

/** Of the application and its service principal: what the config has no word for and Terraform would clear. */
const CLEARED = {
  application: {
    description: 'the description',
    notes: 'the notes',
    serviceManagementReference: 'the service management reference',
    groupMembershipClaims: 'the group claims',
    isDeviceOnlyAuthSupported: 'signing in by devices alone',
    isFallbackPublicClient: 'being a public client',
    publicClient: 'the redirect URIs of public clients',
    spa: 'the redirect URIs of single-page applications',
    optionalClaims: 'the optional claims',
    requiredResourceAccess: 'the API permissions',
  },
  principal: {
    description: 'the enterprise application’s description',
    notes: 'the enterprise application’s notes',
    alternativeNames: 'the enterprise application’s alternative names',
  },
} as const;

const INFO = ['marketingUrl', 'privacyStatementUrl', 'supportUrl', 'termsOfServiceUrl'];
const HIDDEN = 'HideApp';

function listChanges({ application, principal }: FoundInEntra, change: Change): void {
  const clear = (what: string) =>
    change(what, 'The config has no word for it: the first apply clears it. Note it elsewhere.');
  for (const [key, what] of Object.entries(CLEARED.application))
    if (!saysNothing(application[key as keyof typeof CLEARED.application])) clear(what);
  for (const [key, what] of Object.entries(CLEARED.principal))
    if (!saysNothing(principal[key as keyof typeof CLEARED.principal])) clear(what);
  for (const key of INFO) if (!saysNothing(application.info?.[key])) clear(`the ${key}`);
  if (!saysNothing(application.web.logoutUrl)) clear('the logout URL');
  if (!saysNothing(application.web.implicitGrantSettings)) clear('the implicit grant');
  if ((application.signInAudience ?? 'AzureADMyOrg') !== 'AzureADMyOrg')
    change('who may sign in (the audience)', 'The first apply restricts it to this tenant.');
  if (principal.tags?.includes(HIDDEN))
    change('hiding from people', 'The first apply shows it in My Apps again.');
  if (!principal.accountEnabled)
    change('being disabled', 'Nobody can sign in now. The first apply lets people sign in.');
  if (principal.preferredSingleSignOnMode !== 'saml')
    change('the single sign-on mode', 'The first apply sets it to SAML.');
}

/** Entra lets identifiers beyond AWS's be, and Terraform too. */
function listUrls(
  { application, principal }: FoundInEntra,
  entityId: string,
  replyUrls: readonly string[],
  change: Change,
): void {
  if (!application.identifierUris.includes(entityId))
    change('the identifier', `It has not AWS’s, ${entityId}: the first apply adds it.`);
  const { redirectUris } = application.web;
  for (const url of redirectUris.filter((each) => !replyUrls.includes(each)))
    change(`the reply URL ${url}`, 'AWS’s metadata hasn’t got it: the first apply removes it.');
  for (const url of replyUrls.filter((each) => !redirectUris.includes(each)))
    change(`the reply URL ${url}`, 'It is AWS’s, and missing: the first apply adds it.');
  if (principal.loginUrl === null || principal.loginUrl === '')
    change(
      'the sign-on URL',
      'It has none: the first apply sets it to the access portal, where people then start instead of in Entra.',
    );
}

/** What stands beside the application. */
export function remarkOthers({ others, emergency, jobs, application }: FoundInEntra, notes: Notes): void {
  for (const other of others)
    notes.remark(
      `${describe(other)} is of the same gallery template as ${quote(application.displayName)}, which is described. It stays as it is; if nobody needs it, delete it in Entra.`,
    );
  for (const other of emergency)
    notes.remark(
      `${describe(other)} is of the template “AWS Single-Account Access”, which emergency access is made from. That is not described: see emergencyAccess in the reference.`,
    );
  const [job] = jobs;
  notes.remark(
    job === undefined
      ? 'Entra has no provisioning job for the application: `provisioning: existing` takes groups and users as they are in AWS.'
      : `Provisioning runs in Entra (${job.status.code}, ${job.schedule.state}), and stays as it is: \`provisioning: existing\`. To keep it here, write its settings instead; the token can’t be read, so that takes a new one.`,
  );
}
