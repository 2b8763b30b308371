/** Graph's `/users`, to be read only. */
import { guidOf } from '../ids.js';
import type { UserSeed } from '../seed.js';
import type { Directory } from './directory.js';
import { notFound } from './graph-error.js';
import type { User } from './objects.js';
import { matching } from './query.js';

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
  userType: 'Member',
});
