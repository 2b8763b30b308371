/** What a converter has found so far. */
import type { SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import type { Findings, FoundGrant, FoundPermissionSet } from '../findings.js';
import type { PermissionSetDraft } from '../draft.js';
import type { AccountDirectory } from './account-directory.js';
import { Reader } from './reader.js';

export type PrincipalType = FoundGrant['principal']['type'];

export class Collector extends Reader {
  private readonly sets = new Map<string, FoundPermissionSet>();
  private readonly grants: FoundGrant[] = [];

  constructor(readonly accounts: AccountDirectory) {
    super();
  }

  /** The first of a name holds. One of which something could not be read is not complete. */
  addPermissionSet(name: string, node: SourceNode, read: () => PermissionSetDraft): void {
    if (this.sets.has(name))
      return this.note(node, `The permission set ${quote(name)} is defined twice: the first one holds.`);
    const before = this.unexpressed.length;
    const set = withoutUndefined(read());
    const missing =
      this.unexpressed.length > before
        ? { missing: 'part of it could not be read: the environment’s file says which' }
        : {};
    this.sets.set(name, { key: name, name, ...set, ...missing });
  }

  /** @param accounts Keys of the directory. */
  addGrants(
    principal: { readonly type: PrincipalType; readonly name: string },
    permissionSet: string,
    accounts: Iterable<string>,
    node: SourceNode,
  ): void {
    const where = this.placeOf(node);
    for (const account of accounts)
      this.grants.push({
        principal: { type: principal.type, key: principal.name },
        permissionSet,
        account,
        where,
      });
  }

  /** `GROUP` or `USER`, whatever the case; anything else is noted. */
  principalType(node: SourceNode | undefined, at: SourceNode): PrincipalType | undefined {
    const type = this.text(node)?.toUpperCase();
    if (type === 'GROUP' || type === 'USER') return type;
    this.note(node ?? at, 'It is assigned neither to a GROUP nor to a USER, so nothing is made of it.');
    return undefined;
  }

  /** Principals are those that have something; a permission set that is named and not defined is to be filled in. */
  find(settings: Pick<Findings, 'environment' | 'aws'>): Findings {
    for (const { permissionSet } of this.grants) {
      if (!this.sets.has(permissionSet)) {
        const missing = 'it is assigned, and what it holds is not in these files';
        this.sets.set(permissionSet, { key: permissionSet, name: permissionSet, missing });
      }
    }
    const named = (type: PrincipalType) => [
      ...new Set(this.grants.flatMap(({ principal }) => (principal.type === type ? [principal.key] : []))),
    ];
    return {
      ...settings,
      accounts: this.accounts.all,
      groups: named('GROUP').map((name) => ({ key: name, name })),
      users: named('USER').map((name) => ({
        key: name,
        known: name,
        ...(/^[^\s@]+@[^\s@]+$/.test(name) ? { userPrincipalName: name } : {}),
      })),
      permissionSets: [...this.sets.values()],
      grants: this.grants,
      unexpressed: this.unexpressed,
    };
  }
}

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
