/** The hosts and the issuer of each of Microsoft's clouds, in one table. AWS's partitions have theirs in `model/partition.ts`. */
import type { Config } from '../model/config.js';

export interface EntraCloud {
  /** The azuread provider's `environment`. */
  readonly environment: string;
  /** Where people sign in. */
  readonly loginHost: string;
  /** Microsoft Graph. */
  readonly graphHost: string;
  /** The root of the SAML issuer; the tenant id follows. */
  readonly issuerRoot: string;
  /** Where people see the applications that they may use. */
  readonly myAppsUrl: string;
}

const ENTRA_CLOUDS: Record<Config['entra']['cloud'], EntraCloud> = {
  public: {
    environment: 'public',
    loginHost: 'https://login.microsoftonline.com',
    graphHost: 'https://graph.microsoft.com',
    issuerRoot: 'https://sts.windows.net',
    myAppsUrl: 'https://myapps.microsoft.com',
  },
  usgovernment: {
    environment: 'usgovernment',
    loginHost: 'https://login.microsoftonline.us',
    graphHost: 'https://graph.microsoft.us',
    issuerRoot: 'https://sts.windows.net',
    myAppsUrl: 'https://myapps.microsoft.us',
  },
};

export function entraCloud(cloud: Config['entra']['cloud']): EntraCloud {
  return ENTRA_CLOUDS[cloud];
}
