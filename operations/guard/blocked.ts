/** What a plan takes away, or takes over with rights beyond the config, that nobody has allowed: pure. */
import type { Environment } from '../../model/environment.js';
import type { Location } from '../../model/problem.js';
import { nameChoices } from '../../model/text.js';
import type { Beyond } from '../drift/finding.js';
import { UserError } from '../user-error.js';
import { wordBlocked } from './blocked-words.js';
import { blockComesWith, nameComesWith } from './comes-with.js';
import type { Loss } from './losses.js';
import type { PlannedGrant } from './planned-grants.js';
import { countAccounts, countGrants, listSome, renderPrincipal } from './render-grants.js';

/** What `--allow-loss` and `--allow-loss-count` say. */
export interface Allowance {
  /** Config paths, such as `groups.developers`. */
  readonly names: readonly string[];
  /** How many explained grants may go this time, instead of `guard.maxLoss`. */
  readonly count?: number;
}

export interface Blocked {
  /** The config path it is about, such as `groups.developers`. */
  readonly name: string;
  /** Where the config has that; absent where it doesn't. */
  readonly location?: Location;
  /** What would happen to whom, why it is blocked, and the way on: whole sentences. */
  readonly message: string;
  /** The option that lets it pass; absent where none does. */
  readonly allow?: string;
  /** The grants that would be gone, for good or for a while. */
  readonly grants: readonly PlannedGrant[];
}

/** None for a plan that may be applied. Throws a UserError for an allowance that names nothing in the plan. */
export function findBlocked(
  environment: Environment,
  losses: readonly Loss[],
  allowance: Allowance,
  comesWith: readonly Beyond[],
): Blocked[] {
  const coming = comesWith.flatMap((finding) => nameComesWith(environment, finding) ?? []);
  requireNames(new Set([...losses.flatMap(({ names }) => names), ...coming]), allowance.names);
  const isAllowed = ({ how, names }: Loss) =>
    how !== 'changedOver' && names.some((name) => allowance.names.includes(name));
  const standing = losses.filter((loss) => !isAllowed(loss));
  const byName = new Map<string, Loss[]>();
  for (const loss of standing.filter(({ explained }) => !explained)) {
    const [name] = loss.names;
    byName.set(name, [...(byName.get(name) ?? []), loss]);
  }
  return [
    ...[...byName].map(([name, taken]) => wordBlocked(environment, name, taken)),
    ...blockComesWith(environment, comesWith, allowance.names),
    ...blockTooMany(environment, standing, allowance.count),
  ];
}

function requireNames(names: ReadonlySet<string>, wanted: readonly string[]): void {
  for (const name of wanted) {
    if (names.has(name)) continue;
    throw new UserError(
      `--allow-loss ${name}: this plan takes nothing away by that name.\n  ${nameChoices('Names in this plan', names, name)}`,
    );
  }
}

function blockTooMany({ config, locate }: Environment, losses: readonly Loss[], count?: number): Blocked[] {
  const going = losses.flatMap(({ explained, grant }) => (explained && grant !== undefined ? [grant] : []));
  const place = locate(['guard', 'maxLoss']);
  const limit = count ?? config.guard.maxLoss;
  if (going.length <= limit) return [];
  const allow = `--allow-loss-count ${going.length}`;
  const why =
    count === undefined ? `guard.maxLoss allows (${limit})` : `--allow-loss-count allows (${limit})`;
  return [
    {
      name: 'guard.maxLoss',
      // The default stands nowhere.
      ...(place.path === '' ? {} : { location: place }),
      message: `${countGrants(going.length)} would be taken away: ${listSome(countByPrincipal(going))}. The config has none of that any more, but it is more than ${why}, as after a mistake. If all of it is to go, allow it with: ${allow}`,
      allow,
      grants: going,
    },
  ];
}

/** Such as `12 of group developers in 6 accounts`, the most first. */
function countByPrincipal(grants: readonly PlannedGrant[]): string[] {
  const accounts = new Map<string, string[]>();
  for (const { principal, account } of grants) {
    const who = renderPrincipal(principal);
    accounts.set(who, [...(accounts.get(who) ?? []), account]);
  }
  return [...accounts]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([who, where]) => `${where.length} of ${who} in ${countAccounts(new Set(where).size)}`);
}
