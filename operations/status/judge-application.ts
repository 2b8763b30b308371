/** Steps 4 and 5: the enterprise application and its SAML settings. */
import type { Environment } from '../../model/environment.js';
import { compareText, listAll, quote } from '../../model/text.js';
import type { ServicePrincipal } from '../clouds/service-principals.js';
import type { EntraFacts } from './facts.js';
import { type Check, done, judge, notDone, type Step, step } from './step.js';
import { applyIt, count, inEntra } from './words.js';

export const judgeApplication = (environment: Environment, { application }: EntraFacts): Step[] => [
  step(
    4,
    'The enterprise application',
    'Entra',
    judge('application', application, (found) =>
      found === null ? [noApplication(environment)] : judgeFound(environment, found),
    ),
  ),
  step(
    5,
    'SAML settings',
    'Entra',
    judge('saml', application, (found) =>
      found === null ? [noApplication(environment)] : judgeSaml(environment, found),
    ),
  ),
];

/** Why nothing can be said of what the application has. */
export function noApplication({ name, serviceProvider }: Environment): Check {
  return notDone(
    'application',
    `Entra has no application with the identifier ${serviceProvider.entityId}.`,
    applyIt(name),
  );
}

function judgeFound({ name, config }: Environment, found: ServicePrincipal): Check[] {
  const { displayName, appId } = found;
  const properties = inEntra(displayName, 'Properties');
  return [
    done('application', `${quote(displayName)}, application id ${appId}.`),
    found.accountEnabled
      ? done('application-enabled', 'People can sign in to it.')
      : notDone(
          'application-enabled',
          `${quote(config.entra.application.displayName)} is disabled: nobody can sign in.`,
          `${applyIt(name)} Or: ${properties}, Enabled for users to sign in: Yes.`,
        ),
    found.appRoleAssignmentRequired
      ? done('assignment-required', 'Only who is assigned can sign in.')
      : notDone(
          'assignment-required',
          'Everybody in the tenant can sign in to it, assigned or not.',
          `${applyIt(name)} Or: ${properties}, Assignment required: Yes.`,
        ),
  ];
}

function judgeSaml(environment: Environment, found: ServicePrincipal): Check[] {
  const { config, serviceProvider } = environment;
  const { notificationEmails = [], relayState } = config.entra.application;
  const next = applyIt(environment.name);
  const same = (id: string, what: string, is: string | null | undefined, wanted: string | null): Check =>
    (is ?? null) === wanted
      ? done(id, `${what}: ${wanted ?? 'none'}.`)
      : notDone(id, `${what} is ${is ?? 'none'}, and the config says ${wanted ?? 'none'}.`, next, {
          values: wanted === null ? [] : [{ label: what, value: wanted }],
        });
  return [
    same('saml-mode', 'Single sign-on mode', found.preferredSingleSignOnMode, 'saml'),
    judgeReplyUrls(found.replyUrls, serviceProvider.replyUrls, next),
    same('sign-on-url', 'Sign-on URL', found.loginUrl, config.aws.identityCenter.portalUrl),
    same('relay-state', 'Relay state', found.samlSingleSignOnSettings?.relayState, relayState ?? null),
    same(
      'notified',
      'Who is told of ends',
      listOf(found.notificationEmailAddresses),
      listOf(notificationEmails),
    ),
  ];
}

function judgeReplyUrls(found: readonly string[], wanted: readonly string[], next: string): Check {
  const missing = wanted.filter((url) => !found.includes(url));
  const further = found.filter((url) => !wanted.includes(url));
  if (missing.length === 0 && further.length === 0)
    return done('reply-urls', `The reply URLs are AWS’s: ${count(wanted.length, 'URL')}.`);
  const differences = [
    ...(missing.length === 0 ? [] : [`it lacks ${listAll(missing)}`]),
    ...(further.length === 0 ? [] : [`it has ${listAll(further)} besides`]),
  ];
  return notDone(
    'reply-urls',
    `The reply URLs aren’t those of AWS’s metadata: ${differences.join('; ')}.`,
    next,
    {
      missing,
      values: wanted.map((value) => ({ label: 'Reply URL', value })),
    },
  );
}

/** Null for nobody. */
const listOf = (emails: readonly string[]): string | null =>
  emails.length === 0 ? null : [...emails].sort(compareText).join(', ');
