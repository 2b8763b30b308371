/** Step 15, and the same of emergency access: whether conditional access is there, and in force. */
import type { ConditionalAccessConfig } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import type { ServicePrincipal } from '../clouds/service-principals.js';
import type { ConditionalAccessPolicy, EntraFacts } from './facts.js';
import { noApplication } from './judge-application.js';
import { type Check, done, judge, notDone, notWanted, type Step, step } from './step.js';
import { applyIt } from './words.js';

/** Microsoft Graph's names of states that the config has other names for. */
const STATES: Readonly<Record<string, string>> = { enabledForReportingButNotEnforced: 'report-only' };

const SAYS: Readonly<Record<ConditionalAccessConfig['state'], string>> = {
  enabled: 'in force',
  'report-only': 'report-only: Entra’s sign-in logs say what would be demanded, and nothing is',
  disabled: 'disabled, as configured: it demands nothing',
};

export const judgeConditionalAccess = (environment: Environment, entra: EntraFacts): Step =>
  step(
    15,
    'Conditional access on the application',
    'Entra',
    environment.config.entra.conditionalAccess === undefined
      ? [notWanted('conditional-access', 'The config has none.')]
      : judge('conditional-access', entra.application, (found) =>
          found === null
            ? [noApplication(environment)]
            : judgePolicy(environment, environment.config.entra.conditionalAccess, found, entra),
        ),
  );

/** @param settings None are wanted where it is undefined. */
export function judgePolicy(
  { name }: Environment,
  settings: ConditionalAccessConfig | undefined,
  { appId }: ServicePrincipal,
  { policies }: EntraFacts,
): readonly Check[] {
  if (settings === undefined || policies === undefined) return [];
  return judge('conditional-access', policies, (all) => {
    const states = all.filter((policy) => isAbout(policy, appId)).map(({ state }) => STATES[state] ?? state);
    if (states.includes(settings.state))
      return [done('conditional-access', `Conditional access is ${SAYS[settings.state]}.`)];
    const [state] = states;
    return [
      notDone(
        'conditional-access',
        state === undefined
          ? 'Entra has no conditional access policy for the application.'
          : `The application’s conditional access policy is ${state}, and the config says ${settings.state}.`,
        applyIt(name),
      ),
    ];
  });
}

const isAbout = ({ conditions }: ConditionalAccessPolicy, appId: string): boolean =>
  conditions.applications.includeApplications.includes(appId);
