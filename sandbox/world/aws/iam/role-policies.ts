/** iam: inline policies of a role. */
import { AwsError } from '../aws-error.js';
import type { Session } from '../state.js';
import { findRole, limitExceeded, nameConstraint, satisfy } from './account.js';
import { markerPage, type MarkerInput } from './page.js';
import { checkIdentityPolicy, encodeDocument, sizeOf } from './policy-document.js';

interface RolePolicyInput {
  readonly RoleName: string;
  readonly PolicyName: string;
}

/** IAM's quota for all inline policies of one role, in characters that aren't white space. */
const MAX_SIZE = 10_240;

export const rolePolicyOperations = {
  /** Takes the place of a policy of that name. */
  PutRolePolicy(
    session: Session,
    { RoleName, PolicyName, PolicyDocument }: RolePolicyInput & { readonly PolicyDocument: string },
  ): Record<string, never> {
    const { inlinePolicies } = findRole(session, RoleName);
    satisfy(nameConstraint('policyName', PolicyName, 128));
    checkIdentityPolicy(PolicyDocument);
    const next = new Map(inlinePolicies).set(PolicyName, PolicyDocument);
    if ([...next.values()].reduce((sum, document) => sum + sizeOf(document), 0) > MAX_SIZE)
      throw limitExceeded(`Maximum policy size of ${MAX_SIZE} bytes exceeded for role ${RoleName}`);
    inlinePolicies.set(PolicyName, PolicyDocument);
    return {};
  },

  GetRolePolicy(session: Session, { RoleName, PolicyName }: RolePolicyInput) {
    const document = findRole(session, RoleName).inlinePolicies.get(PolicyName);
    if (document === undefined) throw noPolicy(PolicyName);
    return { RoleName, PolicyName, PolicyDocument: encodeDocument(document) };
  },

  DeleteRolePolicy(session: Session, { RoleName, PolicyName }: RolePolicyInput): Record<string, never> {
    if (!findRole(session, RoleName).inlinePolicies.delete(PolicyName)) throw noPolicy(PolicyName);
    return {};
  },

  ListRolePolicies(session: Session, { RoleName, ...input }: { readonly RoleName: string } & MarkerInput) {
    const { items, ...rest } = markerPage(findRole(session, RoleName).inlinePolicies.keys(), input);
    return { PolicyNames: items, ...rest };
  },
};

const noPolicy = (name: string): AwsError =>
  new AwsError('NoSuchEntity', `The role policy with name ${name} cannot be found.`);
