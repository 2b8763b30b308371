/** What a converter has found so far. */
import type { SourceNode } from '../../../model/source/node.js';
import { quote } from '../../../model/text.js';
import type { Findings, FoundGrant, FoundPermissionSet } from '../findings.js';
import type { PermissionSetDraft } from '../draft.js';
import { type AccountDirectory, isAccountId } from './account-directory.js';
import { Reader } from './reader.js';

export type PrincipalType = FoundGrant['principal']['type'];

export class Collector extends Reader {
  private readonly sets = new Map<string, FoundPermissionSet>();
  private readonly grants: FoundGrant[] = [];

  constructor(readonly accounts: AccountDirectory) {
    super();
  }

  /** The first of a name holds. One of which something could not be read, or that has a second, is not complete. */
  addPermissionSet(name: string, node: SourceNode, read: () => PermissionSetDraft): void {
    const first = this.sets.get(name);
    if (first !== undefined) {
      this.sets.set(name, { ...first, missing: 'it is defined twice: the environment’s file says where' });
      return this.note(node, `The permission set ${quote(name)} is defined twice: the first one holds.`);
    }
    const before = this.unexpressed.length;
    const set = withoutUndefined(read());
    const missing =
      this.unexpressed.length > before
        ? { missing: 'part of it could not be read: the environment’s file says which' }
        : {};
    this.sets.set(name, { key: name, name, ...set, ...missing });
  }

  /** The key of the account that an id or a name stands for: see `accountNamed`. */
  account(node: SourceNode): string | undefined {
    const text = this.text(node);
    return text === undefined ? undefined : this.accountAt(node, text);
  }

  /** @param text Such as a key, that is not the node's own text. */
  accountAt(node: SourceNode, text: string): string | undefined {
    return isAccountId(text) ? this.accounts.byId(text) : this.accountNamed(node, text);
  }

  /**
   * The key of the one account of a name. One that is not known is to be filled in, but not where all are known: then
   * nothing is made of it, which is noted, and so where several have the name.
   */
  accountNamed(node: SourceNode, name: string): string | undefined {
    const { length } = this.accounts.find(name);
    if (length === 1 || (length === 0 && name !== '' && !this.accounts.complete))
      return this.accounts.byName(name);
    this.noteUnfound(node, name);
    return undefined;
  }

  /** As `accountNamed`, but never one that is to be filled in: whom that leaves out is not known. */
  accountLeftOut(node: SourceNode): string | undefined {
    const name = this.text(node);
    if (name === undefined) return undefined;
    const [key, ...others] = this.accounts.find(name);
    if (key !== undefined && others.length === 0) return key;
    this.noteUnfound(node, name);
    return undefined;
  }

  private noteUnfound(node: SourceNode, name: string): void {
    const several = this.accounts.find(name).length > 1;
    this.note(
      node,
      several
        ? `Several accounts are called ${quote(name)}: write the id.`
        : `Which account ${quote(name)} is, is not known: none has this name, or the files don’t tell it.`,
    );
  }

  /**
   * What a list leaves out, each as `read` finds it: undefined where that is not known whole, which is noted, for then
   * nothing may be made of what it narrows. A list that is written must be one.
   */
  leftOut<T>(
    holder: SourceNode,
    key: string,
    read: (node: SourceNode) => T | undefined,
  ): readonly T[] | undefined {
    const list = holder.kind === 'map' ? holder.entries.get(key) : undefined;
    if (list === undefined) return [];
    const found = list.kind === 'list' ? list.items.map(read) : [undefined];
    const known = found.flatMap((each) => (each === undefined ? [] : [each]));
    if (known.length === found.length) return known;
    this.note(list, 'What it excludes is not known here, so nothing is made of the whole assignment.');
    return undefined;
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
