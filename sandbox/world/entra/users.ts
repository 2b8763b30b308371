/** Graph's `/users`. What the seed holds can be changed and deleted; new ones aren't made. */
import { guidOf } from '../ids.js';
import type { UserSeed } from '../seed.js';
import type { Directory } from './directory.js';
import { notFound } from './graph-error.js';
import type { User } from './objects.js';
import { patched } from './patch.js';
import { matching } from './query.js';

const READ_ONLY = ['id', 'userType'];
const FILTERABLE = ['displayName', 'id', 'mail', 'mailNickname', 'userPrincipalName'] as const;

export class Users {
  constructor(private readonly directory: Directory) {}

  /** By object id or user principal name. */
  get(idOrName: string): User {
    const [user] = this.directory.users.has(idOrName)
      ? this.list({ id: idOrName })
      : this.list({ userPrincipalName: idOrName });
    if (!user) throw notFound(idOrName);
    return user;
  }

  list(where: Partial<User> = {}): User[] {
    return matching(this.directory.users.values(), where, FILTERABLE);
  }

  update(id: string, changes: Readonly<Record<string, unknown>>): void {
    this.directory.users.set(id, patched(this.find(id), changes, 'User', READ_ONLY));
  }

  /** Puts the user into the recycle bin, out of all groups and assignments. (Restoring isn't modelled; in Entra it brings those back.) */
  delete(id: string): void {
    this.directory.deletedUsers.set(id, this.find(id));
    this.directory.remove(id);
  }

  /** Graph's `DELETE /directory/deletedItems/{id}`. Entra does it 30 days after the deletion by itself; this tenant doesn't. */
  deletePermanently(id: string): void {
    if (!this.directory.deletedUsers.delete(id)) throw notFound(id);
  }

  private find(id: string): User {
    const user = this.directory.users.get(id);
    if (!user) throw notFound(id);
    return user;
  }
}

/** A seeded user's object id depends on the tenant and the user principal name only. */
export const seededUser = (tenantId: string, seed: UserSeed): User => ({
  id: guidOf(tenantId, 'user', seed.userPrincipalName),
  userPrincipalName: seed.userPrincipalName,
  displayName: seed.displayName,
  givenName: seed.givenName ?? null,
  surname: seed.surname ?? null,
  department: seed.department ?? null,
  jobTitle: seed.jobTitle ?? null,
  mail: seed.userPrincipalName,
  mailNickname: seed.userPrincipalName.replace(/@.*$/, ''),
  accountEnabled: seed.accountEnabled ?? true,
  businessPhones: seed.businessPhones ?? [],
  mobilePhone: seed.mobilePhone ?? null,
  userType: 'Member',
});
