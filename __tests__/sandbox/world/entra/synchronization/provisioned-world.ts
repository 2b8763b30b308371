/** A world in which Entra provisions to an AWS that starts with nobody, on a clock of the test's own. */
import type { Scim } from '../../../../../sandbox/world/aws/scim/scim.js';
import type { Synchronization } from '../../../../../sandbox/world/entra/synchronization/synchronization.js';
import type { ProvisioningSummary } from '../../../../../sandbox/world/entra/synchronization/objects.js';
import type { EntraSeed } from '../../../../../sandbox/world/seed.js';
import type { World } from '../../../../../sandbox/world/world.js';
import { callerIn, management } from '../../../../helpers/aws.js';
import { IDENTITY_CENTER, USER_ROLE } from '../../../../helpers/azuread.js';
import { createTestWorld, unprovisionedSeed } from '../../../../helpers/world.js';

export const RULE = '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8';
export const DAY = 24 * 60;

export interface Provisioned {
  readonly world: World;
  readonly scim: Scim;
  readonly synchronization: Synchronization;
  /** The service principal's object id. */
  readonly principal: string;
  readonly appId: string;
  readonly job: string;
  /** What was asked of AWS since the last call, such as `POST /Users`. */
  requests(): string[];
  /** An object id by display name of a group or user principal name. */
  idOf(name: string): string;
  assign(...names: readonly string[]): void;
  unassign(...names: readonly string[]): void;
  set(secrets: Readonly<Record<string, string>>): void;
  pass(minutes: number): Promise<void>;
  onDemand(name: string, members?: readonly string[]): Promise<{ result: string; details: object }>;
  summary(): ProvisioningSummary;
  /** In AWS: whether a user is active, by user name; the members of a group, by its name. */
  users(): Promise<Record<string, boolean>>;
  groups(): Record<string, string[]>;
  groupId(name: string): string | undefined;
  userId(name: string): string | undefined;
}

export function createProvisioned(
  assigned: readonly string[] = [],
  entra: Partial<EntraSeed> = {},
): Provisioned {
  const world = createTestWorld({ ...unprovisionedSeed, entra: { ...unprovisionedSeed.entra, ...entra } });
  const { scim } = world.aws;
  const { applicationTemplates, appRoleAssignments, groups, users, synchronization } = world.entra;
  const { servicePrincipal } = applicationTemplates.instantiate(IDENTITY_CENTER, { displayName: 'AWS' });
  const { id: principal, appId } = servicePrincipal;
  const { token } = scim.createAccessToken();
  const set: Provisioned['set'] = (secrets) =>
    synchronization.setSecrets(
      principal,
      Object.entries(secrets).map(([key, value]) => ({ key, value })),
    );
  set({ BaseAddress: String(scim.endpoints[0]), SecretToken: token, SyncAll: 'false' });
  const { id: job } = synchronization.createJob(principal, { templateId: 'aWSSingleSignon' });

  const recorded: string[] = [];
  const record = ({ method, url }: { readonly method: string; readonly url: string }) => {
    const path = new URL(url).pathname.replace(/^\/[^/]+\/scim\/v2/, '');
    recorded.push(`${method} ${path.replace(/(?<=\/(?:Users|Groups)\/).+/, '…')}`);
    return false;
  };
  scim.failures.add({ times: Infinity, matching: record });

  const idOf = (name: string) => groups.list({ displayName: name })[0]?.id ?? users.get(name).id;
  const typeOf = (name: string) => (groups.list({ displayName: name }).length > 0 ? 'Group' : 'User');
  const subject = (name: string) => ({ objectId: idOf(name), objectTypeName: typeOf(name) });
  const assign: Provisioned['assign'] = (...names) => {
    for (const name of names)
      appRoleAssignments.create(principal, { appRoleId: USER_ROLE, principalId: idOf(name) });
  };
  assign(...assigned);

  const { identityStore } = world.aws.as(callerIn(management));
  const store = { IdentityStoreId: unprovisionedSeed.aws.identityStoreId };
  const userName = (UserId: string) => identityStore.DescribeUser({ ...store, UserId }).UserName;
  const members = (GroupId: string): string[] => {
    const names: string[] = [];
    for (let NextToken: string | undefined, first = true; first || NextToken !== undefined; first = false) {
      const page = identityStore.ListGroupMemberships({
        ...store,
        GroupId,
        ...(NextToken === undefined ? {} : { NextToken }),
      });
      names.push(...page.GroupMemberships.map(({ MemberId }) => userName(MemberId.UserId)));
      NextToken = page.NextToken;
    }
    return names.sort();
  };

  return {
    world,
    scim,
    synchronization,
    principal,
    appId,
    job,
    requests: () => recorded.splice(0),
    idOf,
    assign,
    unassign: (...names) => {
      for (const { id, principalId } of appRoleAssignments.list(principal))
        if (names.some((name) => idOf(name) === principalId)) appRoleAssignments.delete(principal, id);
    },
    set,
    pass: (minutes) => world.clock.advance(minutes * 60_000),
    onDemand: async (name, named = []) => {
      const links = named.length === 0 ? {} : { links: { members: named.map(subject) } };
      const parameters = [{ ruleId: RULE, subjects: [{ ...subject(name), ...links }] }];
      const { key } = await synchronization.provisionOnDemand(principal, job, { parameters });
      return JSON.parse(key) as { result: string; details: object };
    },
    summary: () => synchronization.summary(principal),
    users: async () => {
      const url = `${String(scim.endpoints[0])}/Users`;
      const { body } = await scim.request({ method: 'GET', url, token });
      const { Resources } = body as {
        readonly Resources: readonly { readonly userName: string; readonly active: boolean }[];
      };
      recorded.pop();
      return Object.fromEntries(Resources.map(({ userName: name, active }) => [name, active]));
    },
    groups: () =>
      Object.fromEntries(
        identityStore
          .ListGroups(store)
          .Groups.map(({ DisplayName, GroupId }) => [DisplayName, members(GroupId)]),
      ),
    groupId: (name) =>
      identityStore.ListGroups(store).Groups.find(({ DisplayName }) => DisplayName === name)?.GroupId,
    userId: (name) => identityStore.ListUsers(store).Users.find(({ UserName }) => UserName === name)?.UserId,
  };
}
