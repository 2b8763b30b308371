/** The policies that a role holds, whoever put them there. */
import type { Attributes } from '../resource.js';
import { blocks, text, texts } from './attributes.js';
import type { Client } from './client.js';
import { allPages } from './pages.js';

/** `inline_policy` and `managed_policy_arns`, as the role has them. */
export async function readPolicies(client: Client, RoleName: string): Promise<Attributes> {
  const inline = await inlinePolicyNames(client, RoleName);
  const documents = await Promise.all(
    inline.map((PolicyName) => client.iam('GetRolePolicy', { RoleName, PolicyName })),
  );
  return {
    inline_policy: documents.map(({ PolicyName, PolicyDocument }) => ({
      name: PolicyName,
      policy: decodeURIComponent(PolicyDocument),
    })),
    managed_policy_arns: await attachedPolicyArns(client, RoleName),
  };
}

export function attachedPolicyArns(client: Client, RoleName: string): Promise<string[]> {
  return allPages(
    async (Marker) => {
      const page = await client.iam('ListAttachedRolePolicies', { RoleName, ...marked(Marker) });
      return { ...page, ...next(page) };
    },
    ({ AttachedPolicies }) => AttachedPolicies.map(({ PolicyArn }) => PolicyArn),
  );
}

/**
 * Deletes the role. Policies go first where `force_detach_policies` says so, and where Terraform has seen any of
 * their kind on the role, as with the real provider.
 */
export async function deleteRole(client: Client, state: Attributes): Promise<void> {
  const RoleName = text(state, 'id');
  const force = state['force_detach_policies'] === true;
  await inInstanceProfiles(client, RoleName);
  if (force || texts(state, 'managed_policy_arns').length > 0) {
    for (const PolicyArn of await attachedPolicyArns(client, RoleName))
      await client.iam('DetachRolePolicy', { RoleName, PolicyArn });
  }
  if (force || blocks(state, 'inline_policy').length > 0) {
    for (const PolicyName of await inlinePolicyNames(client, RoleName))
      await client.iam('DeleteRolePolicy', { RoleName, PolicyName });
  }
  await client.iam('DeleteRole', { RoleName });
}

/** The real provider takes the role out of them first. There are none here. */
const inInstanceProfiles = (client: Client, RoleName: string) =>
  client.iam('ListInstanceProfilesForRole', { RoleName });

function inlinePolicyNames(client: Client, RoleName: string): Promise<string[]> {
  return allPages(
    async (Marker) => {
      const page = await client.iam('ListRolePolicies', { RoleName, ...marked(Marker) });
      return { ...page, ...next(page) };
    },
    ({ PolicyNames }) => PolicyNames,
  );
}

/** IAM's `Marker` is what other services call `NextToken`. */
const marked = (Marker: string | undefined) => (Marker === undefined ? {} : { Marker });
const next = ({ Marker }: { readonly Marker?: string }) =>
  Marker === undefined ? {} : { NextToken: Marker };
