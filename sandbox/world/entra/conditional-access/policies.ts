/** Graph's `/identity/conditionalAccess/policies`. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.js';
import type { Directory } from '../directory.js';
import { notFound, notModelled } from '../graph-error.js';
import type { Groups } from '../groups.js';
import { patched } from '../patch.js';
import { matching } from '../query.js';
import { demandsMfa, signInFrequencies, type SignIn } from './demands.js';
import type {
  ConditionalAccessPolicy,
  Conditions,
  GrantControls,
  SessionControls,
  SignInFrequency,
} from './objects.js';
import { checkPolicy } from './validate.js';

const RESOURCE = 'ConditionalAccessPolicy';
const READ_ONLY = ['id', 'createdDateTime', 'modifiedDateTime'];
const FILTERABLE = ['displayName', 'id', 'state'] as const;

/** The built-in ones. A tenant can make its own; this one has none. */
export const AUTHENTICATION_STRENGTHS: ReadonlyMap<string, string> = new Map([
  ['00000000-0000-0000-0000-000000000002', 'Multifactor authentication'],
  ['00000000-0000-0000-0000-000000000003', 'Passwordless MFA'],
  ['00000000-0000-0000-0000-000000000004', 'Phishing-resistant MFA'],
]);

const NO_CONDITIONS: Conditions = {
  clientAppTypes: [],
  signInRiskLevels: [],
  userRiskLevels: [],
  applications: { includeApplications: [], excludeApplications: [] },
  users: { includeUsers: [], excludeUsers: [], includeGroups: [], excludeGroups: [] },
};
const NO_GRANT_CONTROLS: GrantControls = {
  operator: 'OR',
  builtInControls: [],
  authenticationStrength: null,
};
const NO_SESSION_CONTROLS: SessionControls = { signInFrequency: null };
const FREQUENCY: SignInFrequency = {
  isEnabled: true,
  type: 'hours',
  value: 0,
  authenticationType: 'primaryAndSecondaryAuthentication',
  frequencyInterval: 'timeBased',
};

type Properties = Readonly<Record<string, unknown>>;

/** A group or application that is deleted leaves its id behind in the policies that name it, as in Entra. */
export class ConditionalAccessPolicies {
  constructor(
    private readonly directory: Directory,
    private readonly groups: Groups,
    private readonly clock: Clock,
  ) {}

  get(id: string): ConditionalAccessPolicy {
    return structuredClone(this.find(id));
  }

  list(where: Partial<ConditionalAccessPolicy> = {}): ConditionalAccessPolicy[] {
    return matching(this.directory.conditionalAccessPolicies.values(), where, FILTERABLE);
  }

  create(properties: Properties): ConditionalAccessPolicy {
    const blank: ConditionalAccessPolicy = {
      id: randomUUID(),
      createdDateTime: this.clock.now().toISOString(),
      modifiedDateTime: null,
      displayName: '',
      state: 'disabled',
      conditions: NO_CONDITIONS,
      grantControls: null,
      sessionControls: null,
    };
    return this.keep(patched(blank, completed(properties), RESOURCE, READ_ONLY));
  }

  /** Conditions and controls that are given take the place of those that stand, whole. */
  update(id: string, changes: Properties): void {
    const current = { ...this.find(id), modifiedDateTime: this.clock.now().toISOString() };
    this.keep(patched(current, completed(changes), RESOURCE, READ_ONLY));
  }

  delete(id: string): void {
    this.find(id);
    this.directory.conditionalAccessPolicies.delete(id);
  }

  /** Whether a user who signs in to an application is asked for a second factor. Nobody is at risk in this tenant. */
  demandMfa(userId: string, appId: string): boolean {
    return demandsMfa(this.directory.conditionalAccessPolicies.values(), this.signInOf(userId, appId));
  }

  /** How long a user's sign-in to an application lasts, by every policy that limits it. */
  signInFrequencies(userId: string, appId: string): SignInFrequency[] {
    return signInFrequencies(this.directory.conditionalAccessPolicies.values(), this.signInOf(userId, appId));
  }

  private signInOf(userId: string, appId: string): SignIn {
    return { userId, groupIds: this.groupsOf(userId), appId, signInRisk: 'none', userRisk: 'none' };
  }

  /** With groups of groups, for policies reach them. */
  private groupsOf(userId: string): Set<string> {
    const found = new Set<string>();
    const groups = [...this.directory.groups.keys()];
    for (let before = -1; before < found.size;) {
      before = found.size;
      for (const group of groups) {
        if (this.groups.members(group).some(({ id }) => id === userId || found.has(id))) found.add(group);
      }
    }
    return found;
  }

  private keep(policy: ConditionalAccessPolicy): ConditionalAccessPolicy {
    checkPolicy(policy, this.directory);
    this.directory.conditionalAccessPolicies.set(policy.id, policy);
    return structuredClone(policy);
  }

  private find(id: string): ConditionalAccessPolicy {
    const policy = this.directory.conditionalAccessPolicies.get(id);
    if (!policy) throw notFound(id);
    return policy;
  }
}

const BLANKS: Readonly<Record<string, object>> = {
  conditions: NO_CONDITIONS,
  grantControls: NO_GRANT_CONTROLS,
  sessionControls: NO_SESSION_CONTROLS,
};

/** Fills what is left out of the conditions and controls that are given. @throws GraphError for what isn't modelled there. */
function completed(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const blank = BLANKS[name];
      if (blank === undefined || typeof value !== 'object' || value === null) return [name, value];
      const whole = patched(blank, value as Properties, `${RESOURCE}.${name}`);
      if (name === 'grantControls') return [name, withStrength(whole as GrantControls)];
      return [name, name === 'sessionControls' ? withFrequency(whole as SessionControls) : whole];
    }),
  );
}

/** A policy is given the id of its authentication strength, and tells more of it. */
function withStrength(controls: GrantControls): GrantControls {
  if (controls.authenticationStrength === null) return controls;
  const { id } = controls.authenticationStrength;
  const displayName = AUTHENTICATION_STRENGTHS.get(id);
  if (displayName === undefined)
    throw notModelled(`authentication strengths that are not built in, such as '${id}'`);
  return { ...controls, authenticationStrength: { id, displayName } };
}

function withFrequency({ signInFrequency: given }: SessionControls): SessionControls {
  if (given === null) return { signInFrequency: null };
  const changes = { ...given };
  return { signInFrequency: patched(FREQUENCY, changes, `${RESOURCE}.sessionControls.signInFrequency`) };
}
