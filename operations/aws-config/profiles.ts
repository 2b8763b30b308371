/** The profiles that people use permission sets by with the AWS CLI and SDKs. */
import type { Grant } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import { compareText } from '../../model/text.js';

export interface Profiles {
  readonly environment: string;
  /** The `sso-session`: one sign-in for all profiles. */
  readonly session: string;
  readonly startUrl: string;
  /** Identity Center's Region, which is also each profile's own. */
  readonly region: string;
  /** Sorted by name. */
  readonly profiles: readonly Profile[];
}

export interface Profile {
  readonly name: string;
  /** Handle. */
  readonly account: string;
  readonly accountId: string;
  /** The permission set's name, which is what AWS knows it by. */
  readonly permissionSet: string;
}

/** Names that the file has outside of this environment's part. */
export interface TakenNames {
  readonly sessions: ReadonlySet<string>;
  readonly profiles: ReadonlySet<string>;
}

/**
 * A profile for each permission set in each account that grants name, whoever has it: `payments-prod.Developer`.
 * Handles have no dot, so no two are alike. One that the file has already, from elsewhere, gets the environment's name
 * before it: `prod.payments-prod.Developer`.
 */
export function resolveProfiles(
  { name: environment, config }: Environment,
  grants: readonly Grant[],
  taken: TakenNames,
): Profiles {
  const standing = grants.filter(({ withheld }) => withheld === undefined);
  const byName = new Map(
    standing.map(({ account, permissionSet }): [string, Profile] => {
      const name = freeName(`${account}.${permissionSet}`, environment, taken.profiles);
      return [
        name,
        {
          name,
          account,
          accountId: config.aws.accounts[account]?.id ?? '',
          permissionSet: config.permissionSets[permissionSet]?.name ?? permissionSet,
        },
      ];
    }),
  );
  return {
    environment,
    session: freeName(environment, 'federation', taken.sessions),
    startUrl: config.aws.identityCenter.portalUrl,
    region: config.aws.region,
    profiles: [...byName.values()].sort((a, b) => compareText(a.name, b.name)),
  };
}

const freeName = (name: string, prefix: string, taken: ReadonlySet<string>): string =>
  taken.has(name) ? freeName(`${prefix}.${name}`, prefix, taken) : name;
