/** The accounts that other tools' files name, by id or by name, and those that are known beside. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseOu } from '../../../model/ou.js';
import { account } from '../../../model/declaration/aws.js';
import { handle } from '../../../model/declaration/fields.js';
import { error } from '../../../model/problem.js';
import { locationOf, placeAt, toValue } from '../../../model/source/node.js';
import { ProblemsError } from '../../problems-error.js';
import type { FoundAccount } from '../findings.js';
import { parseInput, readInput } from './inputs.js';

const accountsFile = z.object({ aws: z.object({ accounts: z.record(handle, account) }) });

export class AccountDirectory {
  private readonly accounts = new Map<string, FoundAccount>();
  private readonly keysByName = new Map<string, Set<string>>();

  private whole = false;

  /** Whether it has all accounts of the organization, with their units. */
  get complete(): boolean {
    return this.whole;
  }

  addOrganization(accounts: readonly FoundAccount[]): void {
    for (const each of accounts) this.add(each);
    this.whole = true;
  }

  add(each: FoundAccount): void {
    this.accounts.set(each.key, each);
    const name = each.name ?? each.handle;
    if (name !== undefined) this.addName(each.key, name);
  }

  /** Another name that an account goes by. */
  addName(key: string, name: string): void {
    const keys = this.keysByName.get(name) ?? new Set();
    this.keysByName.set(name, keys.add(key));
  }

  /** The key of the account, which is found by it. */
  byId(id: string): string {
    if (!this.accounts.has(id)) this.add({ key: id, id });
    return id;
  }

  /** The keys of those of this name, or this handle where they have none, or else of the one of this id. */
  find(name: string): readonly string[] {
    const keys = this.keysByName.get(name);
    if (keys !== undefined) return [...keys];
    return this.accounts.has(name) ? [name] : [];
  }

  /** The first that is found; one that nobody knows has no id yet. */
  byName(name: string): string {
    const [key] = this.find(name);
    if (key !== undefined) return key;
    this.add({ key: name, name });
    return name;
  }

  has(name: string): boolean {
    return this.keysByName.has(name);
  }

  get all(): readonly FoundAccount[] {
    return [...this.accounts.values()];
  }
}

export const isAccountId = (text: string): boolean => /^\d{12}$/.test(text);

/** The keys of the active ones that a test is true of and that are not the management account. */
export const selectMembers = (
  { all }: AccountDirectory,
  test: (account: FoundAccount) => boolean,
): string[] =>
  all.filter((each) => !each.management && each.status !== 'suspended' && test(each)).map(({ key }) => key);

/** Whether an account's unit is this one, or below it. */
export function isUnder(ou: string | undefined, names: readonly string[]): boolean {
  const own = parseOu(ou ?? '/') ?? [];
  return names.every((name, depth) => own[depth] === name);
}

/** From a file of this program's own config that has `aws.accounts`. Throws a ProblemsError where it has not. */
export function readAccountsFile(path: string): FoundAccount[] {
  const root = parseInput(readInput(resolve(path)));
  const { success, data, error: failure } = accountsFile.safeParse(toValue(root));
  if (!success) {
    throw new ProblemsError(
      failure.issues.map((issue) => {
        const at = issue.path.filter((key) => typeof key !== 'symbol');
        return error(
          locationOf(placeAt(root, at)),
          `${issue.message.replace(/\.$/, '')} (${at.join('.') || 'the file'}).`,
          'It is to hold aws.accounts, as this program’s config has them.',
        );
      }),
    );
  }
  return Object.entries(data.aws.accounts).map(
    ([handle, { id, name, ou, tags, status, management }]): FoundAccount => ({
      key: id,
      handle,
      id,
      ...(name === undefined ? {} : { name }),
      ou,
      ...(tags === undefined ? {} : { tags }),
      ...(status === 'suspended' ? { status } : {}),
      ...(management ? { management } : {}),
    }),
  );
}
