/** Graph's `/policies/claimsMappingPolicies`, and which one a service principal has. */
import { randomUUID } from 'node:crypto';
import { parseClaims } from './claims-definition.js';
import type { Directory } from './directory.js';
import { badRequest, notFound } from './graph-error.js';
import type { ClaimsMappingPolicy, Principal } from './objects.js';
import { patched } from './patch.js';
import { matching } from './query.js';

export class ClaimsMappingPolicies {
  constructor(private readonly directory: Directory) {}

  get(id: string): ClaimsMappingPolicy {
    return structuredClone(this.find(id));
  }

  list(where: Partial<ClaimsMappingPolicy> = {}): ClaimsMappingPolicy[] {
    return matching(this.directory.claimsMappingPolicies.values(), where, ['displayName', 'id']);
  }

  /** @throws GraphError where the definition isn't one that Entra takes. */
  create(properties: Readonly<Record<string, unknown>>): ClaimsMappingPolicy {
    const blank: ClaimsMappingPolicy = { id: randomUUID(), definition: [], displayName: '' };
    const policy = checked(blank, properties);
    this.directory.claimsMappingPolicies.set(policy.id, policy);
    return structuredClone(policy);
  }

  update(id: string, changes: Readonly<Record<string, unknown>>): void {
    this.directory.claimsMappingPolicies.set(id, checked(this.find(id), changes));
  }

  /** Service principals that have the policy are left without one. */
  delete(id: string): void {
    this.find(id);
    this.directory.remove(id);
  }

  /** The service principal's policies: one or none. */
  assigned(servicePrincipal: string): ClaimsMappingPolicy[] {
    this.requireServicePrincipal(servicePrincipal);
    const id = this.directory.assignedClaims.get(servicePrincipal);
    return id === undefined ? [] : [this.get(id)];
  }

  /** The service principals that have the policy. */
  listAppliesTo(id: string): Principal[] {
    this.find(id);
    return [...this.directory.assignedClaims]
      .filter(([, policy]) => policy === id)
      .map(([servicePrincipal]) => this.directory.principal(servicePrincipal));
  }

  /** Entra's own words for a second policy aren't known. */
  assign(servicePrincipal: string, id: string): void {
    this.requireServicePrincipal(servicePrincipal);
    this.find(id);
    const current = this.directory.assignedClaims.get(servicePrincipal);
    if (current === id) {
      throw badRequest(
        "One or more added object references already exist for the following modified properties: 'policies'.",
      );
    }
    if (current !== undefined) {
      throw badRequest('A claims mapping policy is already assigned to the service principal.');
    }
    this.directory.assignedClaims.set(servicePrincipal, id);
  }

  unassign(servicePrincipal: string, id: string): void {
    this.requireServicePrincipal(servicePrincipal);
    if (this.directory.assignedClaims.get(servicePrincipal) !== id) throw notFound(id);
    this.directory.assignedClaims.delete(servicePrincipal);
  }

  private find(id: string): ClaimsMappingPolicy {
    const policy = this.directory.claimsMappingPolicies.get(id);
    if (!policy) throw notFound(id);
    return policy;
  }

  private requireServicePrincipal(id: string): void {
    if (!this.directory.servicePrincipals.has(id)) throw notFound(id);
  }
}

function checked(
  policy: ClaimsMappingPolicy,
  changes: Readonly<Record<string, unknown>>,
): ClaimsMappingPolicy {
  const next = patched(policy, changes, 'ClaimsMappingPolicy', ['id']);
  if (next.displayName === '') throw badRequest("Property 'displayName' is required.");
  parseClaims(next.definition);
  return next;
}
