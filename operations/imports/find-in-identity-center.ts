/** Which of what a plan would make exists in IAM Identity Center already, and under what import id. */
import type { Principal } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import { resolvePolicy, type PolicyReference } from '../../model/policy-reference.js';
import { resourceName } from '../../stacks/names.js';
import type { Assignment, LivePolicies } from '../drift/live.js';
import { ACCOUNT_ASSIGNMENT } from '../guard/planned-grants.js';
import { principalOf } from '../guard/planned-object.js';
import type { Values } from '../guard/plan-values.js';
import { type ExistingObject, type MissingObject, textOf } from './existing-object.js';
import { type IdentityCenterReader, keyOf, type NamedPrincipal } from './identity-center-reader.js';
import type { Standing } from './standing.js';

const PERMISSION_SET = 'aws_ssoadmin_permission_set';
const ATTRIBUTES = 'aws_ssoadmin_instance_access_control_attributes';

/** The import id of what a permission set has, up to the ARNs that it ends with; undefined where the set doesn't have it. */
const PARTS: Readonly<
  Record<string, (values: Values, policies: LivePolicies) => readonly string[] | undefined>
> = {
  aws_ssoadmin_managed_policy_attachment: (values, { attached }) => {
    const arn = textOf(values, 'managed_policy_arn');
    const has = arn !== undefined && attached.some((policy) => isSame(policy, resolvePolicy(arn)));
    return has ? [arn] : undefined;
  },
  aws_ssoadmin_customer_managed_policy_attachment: (values, { attached }) => {
    const wanted = customerPolicyOf(values);
    return wanted && attached.some((policy) => isSame(policy, wanted))
      ? [wanted.name, wanted.path]
      : undefined;
  },
  aws_ssoadmin_permission_set_inline_policy: (_values, { inline }) => (inline === undefined ? undefined : []),
  // Another one than the config's is written over. Taken over, it would be taken away and put back anew.
  aws_ssoadmin_permissions_boundary_attachment: (values, { boundary }) =>
    boundary !== undefined && isSame(boundary, boundaryOf(values)) ? [] : undefined,
};

export class IdentityCenterFinder {
  constructor(
    private readonly environment: Environment,
    private readonly standing: Standing,
    private readonly reader: IdentityCenterReader,
  ) {}

  async find(objects: readonly MissingObject[]): Promise<ExistingObject[]> {
    const ofSets = objects.filter(
      ({ type }) => type === PERMISSION_SET || type === ACCOUNT_ASSIGNMENT || Object.hasOwn(PARTS, type),
    );
    const sets = await this.findSets(ofSets);
    const found: ExistingObject[] = [];
    for (const object of objects) {
      const id = await this.findOne(object, sets);
      if (id !== undefined) found.push({ address: object.address, id });
    }
    const assignments = objects.filter(({ type }) => type === ACCOUNT_ASSIGNMENT);
    return [...found, ...(await this.findAssignments(assignments, sets))];
  }

  private async findOne(
    { type, parts: [handle = ''], values }: MissingObject,
    sets: ReadonlyMap<string, string>,
  ): Promise<string | undefined> {
    if (type === ATTRIBUTES)
      return (await this.reader.hasAttributes()) ? this.reader.instanceArn() : undefined;
    const set = sets.get(handle);
    if (set === undefined) return undefined;
    const rest = PARTS[type];
    const policies = rest && (await this.reader.policiesOf(set));
    const parts = type === PERMISSION_SET ? [] : policies && rest?.(values, policies);
    return parts && [...parts, set, await this.reader.instanceArn()].join();
  }

  /** The ARNs of the permission sets that objects are about, by handle. */
  private async findSets(objects: readonly MissingObject[]): Promise<ReadonlyMap<string, string>> {
    const handles = new Set(objects.map((object) => handleOfSet(object)));
    const arns = new Map<string, string>();
    for (const handle of Object.keys(this.environment.config.permissionSets)) {
      const arn = this.standing.read(`${PERMISSION_SET}.${resourceName('permission-set', handle)}`, 'arn');
      if (arn !== undefined) arns.set(handle, arn);
    }
    const unknown = [...handles].filter((handle) => !arns.has(handle));
    if (unknown.length === 0) return arns;
    const names = new Map(unknown.map((handle) => [this.nameOfSet(handle), handle]));
    const found = await this.reader.permissionSets(new Set(names.keys()), new Set(arns.values()));
    for (const [name, arn] of found ?? []) arns.set(names.get(name) ?? '', arn);
    return arns;
  }

  private nameOfSet(handle: string): string {
    return this.environment.config.permissionSets[handle]?.name ?? handle;
  }

  private async findAssignments(
    objects: readonly MissingObject[],
    sets: ReadonlyMap<string, string>,
  ): Promise<ExistingObject[]> {
    const standing = objects.filter((object) => sets.has(handleOfSet(object)));
    const ids = await this.findPrincipals(standing);
    const wanted = standing.flatMap((object) => {
      const principalId = ids.get(nameOf(principalOf(object)));
      return principalId === undefined ? [] : [{ object, ...assignmentOf(object, principalId, sets) }];
    });
    const instance = await (wanted.length === 0 ? undefined : this.reader.instanceArn());
    const live = new Set((await this.readAssignments(wanted)).map(describeAssignment));
    return wanted.flatMap(({ object, ...assignment }) => {
      if (!live.has(describeAssignment(assignment))) return [];
      const { principalId, principalType, accountId, permissionSetArn } = assignment;
      const id = [principalId, principalType, accountId, 'AWS_ACCOUNT', permissionSetArn, instance].join();
      return [{ address: object.address, id, principalId }];
    });
  }

  /** By group and user, or by permission set and account, whichever is fewer. AWS tells the former to the management account alone. */
  private async readAssignments(wanted: readonly Assignment[]): Promise<Assignment[]> {
    const principals = new Map(wanted.map((each) => [each.principalId, each]));
    const places = new Map(wanted.map((each) => [`${each.permissionSetArn} ${each.accountId}`, each]));
    const byPlace =
      this.environment.config.aws.deployer.kind === 'delegated' || places.size <= principals.size;
    const found: Assignment[] = [];
    for (const each of (byPlace ? places : principals).values())
      found.push(
        ...((await (byPlace
          ? this.reader.assignmentsIn(each)
          : this.reader.assignmentsOf(each.principalType, each.principalId))) ?? []),
      );
    return found;
  }

  /** The ids in AWS of whom assignments are for: planned, looked up by the plan, or asked for by name. */
  private async findPrincipals(objects: readonly MissingObject[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    const unknown = new Map<string, NamedPrincipal>();
    for (const object of objects) {
      const principal = principalOf(object);
      const id = textOf(object.values, 'principal_id') ?? this.lookedUp(principal);
      if (id !== undefined) ids.set(nameOf(principal), id);
      else unknown.set(nameOf(principal), { type: principal.type, name: this.awsNameOf(principal) });
    }
    const asked = await this.reader.principals([...unknown.values()]);
    for (const [name, principal] of unknown) {
      const id = asked.get(keyOf(principal));
      if (id !== undefined) ids.set(name, id);
    }
    return ids;
  }

  private lookedUp({ type, handle }: Principal): string | undefined {
    return type === 'GROUP'
      ? this.standing.read(`data.aws_identitystore_group.${resourceName('group', handle)}`, 'group_id')
      : this.standing.read(`data.aws_identitystore_user.${resourceName('user', handle)}`, 'user_id');
  }

  /** As provisioning calls it; Entra alone knows the name of a group that the config has by its object id. */
  private awsNameOf({ type, handle }: Principal): string {
    const { groups, users } = this.environment.config;
    if (type === 'USER') return users[handle]?.userPrincipalName ?? handle;
    return (
      this.standing.read(`data.azuread_group.${resourceName('group', handle)}`, 'display_name') ??
      groups[handle]?.name ??
      handle
    );
  }
}

/** The first part, but of an assignment, whose first is whom it is for. */
const handleOfSet = ({ type, parts: [first = '', second = ''] }: MissingObject): string =>
  type === ACCOUNT_ASSIGNMENT ? second : first;

const assignmentOf = (
  object: MissingObject,
  principalId: string,
  sets: ReadonlyMap<string, string>,
): Assignment => ({
  principalType: principalOf(object).type,
  principalId,
  permissionSetArn: sets.get(handleOfSet(object)) ?? '',
  accountId: object.parts[2] ?? '',
});

const describeAssignment = ({
  principalType,
  principalId,
  permissionSetArn,
  accountId,
}: Assignment): string => [principalType, principalId, permissionSetArn, accountId].join(' ');

const nameOf = ({ type, handle }: Principal): string => `${type} ${handle}`;

type CustomerPolicy = Extract<PolicyReference, { kind: 'customer' }>;

function customerPolicyOf(values: Values): CustomerPolicy | undefined {
  const [reference] = (values['customer_managed_policy_reference'] ?? []) as readonly Values[];
  const name = reference && textOf(reference, 'name');
  return name === undefined
    ? undefined
    : { kind: 'customer', name, path: textOf(reference ?? {}, 'path') ?? '/' };
}

function boundaryOf(values: Values): PolicyReference | undefined {
  const [boundary = {}] = (values['permissions_boundary'] ?? []) as readonly Values[];
  const arn = textOf(boundary, 'managed_policy_arn');
  return arn === undefined ? customerPolicyOf(boundary) : resolvePolicy(arn);
}

const isSame = (one: PolicyReference, other: PolicyReference | undefined): boolean =>
  one.kind === 'aws'
    ? other?.kind === 'aws' && one.pathAndName === other.pathAndName
    : other?.kind === 'customer' && one.path === other.path && one.name === other.name;
