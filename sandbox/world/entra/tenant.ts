/** The Entra tenant that the sandbox stands in for. */
import type { Clock } from '../clock.js';
import { guidOf } from '../ids.js';
import type { EntraSeed, GroupSeed } from '../seed.js';
import { AppRoleAssignments } from './app-role-assignments.js';
import { ApplicationTemplates } from './application-templates.js';
import { Applications } from './applications.js';
import { ClaimsMappingPolicies } from './claims-mapping-policies.js';
import { ConditionalAccessPolicies } from './conditional-access/policies.js';
import { Directory } from './directory.js';
import { Groups } from './groups.js';
import type { Organization } from './objects.js';
import { ServicePrincipals } from './service-principals.js';
import { SignIn } from './sign-in/sign-in.js';
import type { Outbound } from './synchronization/scim-client.js';
import { Synchronization } from './synchronization/synchronization.js';
import { TokenSigning } from './token-signing.js';
import { seededUser, Users } from './users.js';

/** The application that calls the tenant's operations; it exists before anything is made. */
export interface Caller {
  readonly clientId: string;
  /** The object id of its service principal. */
  readonly objectId: string;
}

/**
 * One tenant in memory. Its parts have the operations of Microsoft Graph and throw `GraphError`; what they return are
 * copies. What Graph can do and a part can't is refused.
 */
export class EntraTenant {
  readonly tenantId: string;
  readonly organization: Organization;
  readonly caller: Caller;
  readonly applicationTemplates: ApplicationTemplates;
  readonly applications: Applications;
  readonly appRoleAssignments: AppRoleAssignments;
  readonly claimsMappingPolicies: ClaimsMappingPolicies;
  readonly conditionalAccessPolicies: ConditionalAccessPolicies;
  readonly groups: Groups;
  readonly servicePrincipals: ServicePrincipals;
  readonly signIn: SignIn;
  readonly synchronization: Synchronization;
  readonly tokenSigning: TokenSigning;
  readonly users: Users;
  private readonly directory = new Directory();
  /** Ids of what the seed holds. */
  private readonly seeded: ReadonlySet<string>;

  /** @param outbound How the provisioning service reaches the other side. */
  constructor(seed: EntraSeed, clock: Clock, outbound: Outbound) {
    this.tenantId = seed.tenantId;
    this.organization = {
      id: seed.tenantId,
      displayName: seed.displayName,
      verifiedDomains: [{ name: seed.domain, isDefault: true }],
    };
    this.applications = new Applications(this.directory, clock, seed.domain);
    this.servicePrincipals = new ServicePrincipals(this.directory, seed.tenantId);
    this.applicationTemplates = new ApplicationTemplates(this.applications, this.servicePrincipals);
    this.appRoleAssignments = new AppRoleAssignments(this.directory, clock);
    this.claimsMappingPolicies = new ClaimsMappingPolicies(this.directory);
    this.groups = new Groups(this.directory, clock);
    this.conditionalAccessPolicies = new ConditionalAccessPolicies(this.directory, this.groups, clock);
    this.synchronization = new Synchronization(seed.tenantId, this.directory, this.groups, clock, outbound);
    this.tokenSigning = new TokenSigning(this.directory, clock);
    this.users = new Users(this.directory);
    this.signIn = new SignIn(
      this.organization,
      this.directory,
      this.groups,
      this.conditionalAccessPolicies,
      this.tokenSigning,
      clock,
    );

    for (const user of seed.users.map((each) => seededUser(seed.tenantId, each)))
      this.directory.users.set(user.id, user);
    for (const group of seed.groups) this.seedGroup(group);
    const { appId } = this.applications.register({ displayName: 'Federation deployer' });
    this.caller = { clientId: appId, objectId: this.servicePrincipals.create({ appId }).id };
    this.seeded = new Set(this.directory.describe().keys());
  }

  /** A line for each object that the tenant holds beyond its seed. */
  made(): string[] {
    const objects = [...this.directory.describe()].filter(([id]) => !this.seeded.has(id));
    return [...objects.map(([, line]) => line), ...this.synchronization.made()];
  }

  /** A seeded group's object id depends on the tenant and the name only. @throws Error where the seed has it twice. */
  private seedGroup({ displayName, description, members = [], groups = [], rule }: GroupSeed): void {
    const idOf = (name: string) => guidOf(this.tenantId, 'group', name);
    const id = idOf(displayName);
    if (this.directory.groups.has(id)) throw new Error(`The seed has the group "${displayName}" twice.`);
    this.groups.create({
      id,
      displayName,
      mailNickname: guidOf(this.tenantId, 'mailNickname', displayName).slice(0, 10),
      description: description ?? null,
      securityEnabled: true,
      ...(rule === undefined
        ? {}
        : { groupTypes: ['DynamicMembership'], membershipRule: rule, membershipRuleProcessingState: 'On' }),
    });
    for (const member of members) this.groups.addMember(id, this.users.get(member).id);
    for (const nested of groups) this.groups.addMember(id, idOf(nested));
  }
}
