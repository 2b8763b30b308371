/** Step 18: whether emergency access is ready, and off. */
import type { EmergencyAccessConfig } from '../../model/config.js';
import { appRoleId } from '../../model/emergency-role.js';
import type { Environment } from '../../model/environment.js';
import { renderPlace } from '../../model/problem.js';
import { quote } from '../../model/text.js';
import {
  applicationsOf,
  certificateOf,
  type ServicePrincipal,
  standingCertificates,
  thumbprintOf,
} from '../clouds/service-principals.js';
import type { EmergencyFacts, Facts } from './facts.js';
import { judgeCertificates } from './judge-certificates.js';
import { judgePolicy } from './judge-conditional-access.js';
import { judgeEmergencyRoles } from './judge-emergency-roles.js';
import { assignmentOf, nameOf } from './principals.js';
import { type Check, done, judge, notDone, notWanted, type Step, step } from './step.js';
import { applyIt, listSome } from './words.js';

export function judgeEmergency(environment: Environment, facts: Facts, now: Date): Step {
  const settings = environment.config.emergencyAccess;
  const { emergency } = facts;
  return step(
    18,
    'Emergency access: direct federation into one account',
    'both',
    settings === undefined || emergency === undefined
      ? [notWanted('emergency', 'The config has none.')]
      : [
          ...judge('emergency-application', emergency.application, (found) =>
            found === null
              ? [missing(environment, settings)]
              : judgeApplication(environment, settings, found, { ...facts, emergency }, now),
          ),
          ...judgeEmergencyRoles(environment, settings, emergency),
        ],
  );
}

const missing = ({ name }: Environment, { application }: EmergencyAccessConfig): Check =>
  notDone('emergency-application', `Entra has no ${quote(application.displayName)}.`, applyIt(name));

function judgeApplication(
  environment: Environment,
  settings: EmergencyAccessConfig,
  found: ServicePrincipal,
  { entra, emergency }: Facts & { readonly emergency: EmergencyFacts },
  now: Date,
): readonly Check[] {
  const application = applicationsOf(environment).find(({ lane }) => lane === 'emergency');
  if (application === undefined) return [];
  const certificates = judgeCertificates(environment, application, found, now);
  return [
    judgeSwitch(environment, found),
    ...[...certificates, ...judgePolicy(environment, settings.conditionalAccess, found, entra)].map(
      (check) => ({
        ...check,
        id: `emergency-${check.id}`,
      }),
    ),
    ...judge('emergency-provider', emergency.provider, (trusted) => [
      judgeTrusted(
        environment,
        standingCertificates(application)
          .flatMap((handle) => certificateOf(found, application, handle) ?? [])
          .map(thumbprintOf),
        trusted,
      ),
    ]),
    ...judgeWhoMay(environment, settings, emergency, entra),
  ];
}

/** Off is how it waits; on, it is a way in that nobody watches. */
function judgeSwitch(
  { name, config, locate }: Environment,
  { accountEnabled, displayName }: ServicePrincipal,
): Check {
  const enabled = config.emergencyAccess?.enabled ?? false;
  if (!accountEnabled && !enabled) return done('emergency-off', `${quote(displayName)} is off, and waits.`);
  const place = renderPlace(locate(['emergencyAccess', ...(enabled ? ['enabled'] : [])]));
  if (!enabled)
    return notDone(
      'emergency-off',
      `${quote(displayName)} is on in Entra, and the config says off (${place}): somebody switched it on by hand, and whoever is assigned can sign in.`,
      `Find out who and why: Entra’s audit log. To switch it off: ${applyIt(name)}`,
    );
  return notDone(
    'emergency-off',
    accountEnabled
      ? `${quote(displayName)} is on: whoever is assigned can sign in.`
      : `${quote(displayName)} is off in Entra, and the config says on (${place}).`,
    `Once it is no longer needed, say enabled: false (${place}), and ${applyIt(name)}`,
  );
}

function judgeTrusted(
  { name }: Environment,
  wanted: readonly string[],
  trusted: readonly string[] | null,
): Check {
  if (trusted === null)
    return notDone('emergency-provider', 'The emergency account has no SAML provider.', applyIt(name));
  const untrusted = wanted.filter((thumbprint) => !trusted.includes(thumbprint));
  return untrusted.length === 0
    ? done('emergency-provider', 'The SAML provider trusts every standing certificate.')
    : notDone(
        'emergency-provider',
        `The SAML provider doesn’t trust ${listSome(untrusted)}.`,
        applyIt(name),
        {
          missing: untrusted,
        },
      );
}

function judgeWhoMay(
  environment: Environment,
  { roles }: EmergencyAccessConfig,
  { assigned }: EmergencyFacts,
  { users }: Facts['entra'],
): readonly Check[] {
  if (assigned === undefined) return [];
  const ids = users !== undefined && 'found' in users ? users.found : new Map<string, string>();
  return judge('emergency-assigned', assigned, (found) => {
    const lacking = Object.entries(roles).flatMap(([role, { name = role, groups, users: people }]) => {
      const id = appRoleId(environment.config.entra.tenantId, name);
      const ofRole = found.filter(({ appRoleId: assignedRole }) => assignedRole === id);
      return [
        ...groups.map((handle) => ({ type: 'GROUP' as const, handle })),
        ...people.map((handle) => ({ type: 'USER' as const, handle })),
      ]
        .filter((principal) => assignmentOf(environment, principal, ofRole, ids) === undefined)
        .map((principal) => `${nameOf(environment, principal)} (${role})`);
    });
    return [
      lacking.length === 0
        ? done('emergency-assigned', 'Everybody who may use it is assigned.')
        : notDone('emergency-assigned', `Not assigned: ${listSome(lacking)}.`, applyIt(environment.name), {
            missing: lacking,
          }),
    ];
  });
}
