/** The roles that somebody was offered, each tried. */
export interface RoleInAccount {
  /** 12 digits. */
  readonly account: string;
  /** A permission set's name, or a role's. */
  readonly role: string;
}

/** Of the roles that are offered, those that let somebody in, and those that don't, each with what the page says. */
export interface Entered {
  readonly roles: readonly RoleInAccount[];
  readonly failed: readonly (RoleInAccount & { readonly reason: string })[];
}

/**
 * One after the other.
 *
 * @param enter Says why a role lets nobody in; nothing where it does.
 */
export async function enterEach<Role extends RoleInAccount>(
  offered: readonly Role[],
  enter: (role: Role) => Promise<string | undefined>,
): Promise<Entered> {
  const roles: RoleInAccount[] = [];
  const failed: Entered['failed'][number][] = [];
  for (const each of offered) {
    const { account, role } = each;
    const reason = await enter(each);
    if (reason === undefined) roles.push({ account, role });
    else failed.push({ account, role, reason });
  }
  return { roles, failed };
}

/** @param arn Such as `arn:aws:iam::111122223333:role/Observer`. */
export function roleInAccount(arn: string): RoleInAccount {
  const [, account = '', role = ''] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return { account, role };
}
