/** Which policies of Entra are taken over: none that is anybody else's, too. */
import type { Environment } from '../../model/environment.js';
import { error, type Location, type Problem } from '../../model/problem.js';
import { listAll, quote } from '../../model/text.js';
import { describeAddress } from '../explain/describe-address.js';
import { type Applications, type Lane, laneOf } from './applications.js';
import type { EntraReader, Named } from './entra-reader.js';
import { type MissingObject, textOf } from './existing-object.js';
import { onlyOne } from './only-one.js';
import { scopeBeyond } from './policy-scope.js';

export class Policies {
  /** The import ids of claims mapping policies that were found. */
  private readonly claims = new Map<Lane, string>();

  constructor(
    private readonly environment: Environment,
    private readonly applications: Applications,
    private readonly reader: EntraReader,
    private readonly problems: Problem[],
  ) {}

  /** Among several of the name, the one that the application uses. */
  async findClaims(object: MissingObject): Promise<string | undefined> {
    const lane = laneOf(object.kind);
    if (await this.applications.isRefused(lane)) return undefined;
    const principal = await this.applications.findServicePrincipal(lane);
    const used = principal && (await this.reader.claimsPoliciesOf(principal.id));
    const named = this.named(object, await this.reader.claimsPolicies());
    const inUse = named.filter(({ id }) => used?.some((policy) => policy.id === id));
    const policy = this.only(inUse.length > 0 ? inUse : named, object);
    if (policy === undefined) return undefined;
    const users = (await this.reader.usersOfClaimsPolicy(policy.id)) ?? [];
    const others = users.filter(({ id }) => id !== principal?.id);
    if (others.length > 0) {
      const names = listAll(others.map(({ id, displayName }) => quote(displayName ?? id)));
      this.problems.push(this.refuseShared(lane, policy, names));
      return undefined;
    }
    const id = `/policies/claimsMappingPolicies/${policy.id}`;
    this.claims.set(lane, id);
    return id;
  }

  /** Which policy is meant isn't planned yet where the policy itself is taken over with it. */
  async findClaimsUse({ kind, values }: MissingObject): Promise<string | undefined> {
    const lane = laneOf(kind);
    const policy = textOf(values, 'claims_mapping_policy_id') ?? this.claims.get(lane);
    const principal = await this.applications.findServicePrincipal(lane);
    const used = principal && (await this.reader.claimsPoliciesOf(principal.id));
    const found = used?.find(({ id }) => policy?.endsWith(`/${id}`));
    return found && `/servicePrincipals/${principal?.id}/claimsMappingPolicies/${found.id}`;
  }

  /** One that is for more than the application would be narrowed to it, and gone for all others. */
  async findConditionalAccess(object: MissingObject): Promise<string | undefined> {
    const lane = laneOf(object.kind);
    if (await this.applications.isRefused(lane)) return undefined;
    const named = this.named(object, await this.reader.conditionalAccessPolicies());
    const policy = this.only(named, object);
    if (policy === undefined) return undefined;
    const beyond = scopeBeyond(policy, (await this.applications.find(lane))?.appId);
    if (beyond === undefined) return `/identity/conditionalAccess/policies/${policy.id}`;
    this.problems.push(
      error(
        this.locate(lane, 'conditionalAccess'),
        `${quote(policy.displayName)} is the name of a conditional access policy in Entra that ${beyond} (${policy.id}).`,
        'It stays as it is, for the config’s would be for this application alone, and by every client app. Give `displayName` of a policy that is, or one that no policy has, for one to be made; or leave `conditionalAccess` out.',
      ),
    );
    return undefined;
  }

  private refuseShared(lane: Lane, { id, displayName }: Named, others: string): Problem {
    const wayOut =
      lane === ''
        ? 'Leave `attributes` out, or give AWS a policy of its own in Entra first and name it in `attributesPolicy`.'
        : 'Give the others another one in Entra first.';
    return error(
      this.locate(lane, 'attributes'),
      `${quote(displayName)} is the name of a claims mapping policy in Entra that other applications use: ${others} (${id}).`,
      `It stays as it is, for whatever changes it changes their tokens. ${wayOut}`,
    );
  }

  /** Those with the display name that is planned. */
  private named<T extends Named>({ values }: MissingObject, all: readonly T[] = []): T[] {
    const name = textOf(values, 'display_name');
    return all.filter(({ displayName }) => displayName === name);
  }

  private only<T extends Named>(
    found: readonly T[],
    { address, kind, values }: MissingObject,
  ): T | undefined {
    const words = describeAddress(address)?.words ?? address;
    return onlyOne(found, this.problems, (ids) =>
      error(
        this.locate(laneOf(kind)),
        `${quote(textOf(values, 'display_name') ?? '')} is the name of several policies in Entra: ${ids}.`,
        `One of them is to be taken over as ${words}: rename or delete the others in Entra.`,
      ),
    );
  }

  private locate(lane: Lane, ...path: readonly string[]): Location {
    return this.environment.locate([lane === '' ? 'entra' : 'emergencyAccess', ...path]);
  }
}
