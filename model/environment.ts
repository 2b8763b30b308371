/** A config that passed its rules, with everything the stack needs: no file is read after this. */
import type { AccessModel } from './access-model.js';
import type { Config, EmergencyAccessConfig } from './config.js';
import type { Location } from './problem.js';
import type { ServiceProviderMetadata } from './saml-metadata.js';

export interface Environment {
  /** The environment's name, which is its stack's name. */
  readonly name: string;
  /** The environment's own file, relative to the working directory. */
  readonly file: string;
  /** The united config. Paths (`metadata`, `inline`, `state.local.path`) are absolute. */
  readonly config: Config;
  /** Emergency access that is to go, with how to reach its accounts; `config` has none then. */
  readonly removedEmergencyAccess?: EmergencyAccessConfig;
  /** AWS's SAML metadata, parsed. */
  readonly serviceProvider: ServiceProviderMetadata;
  /** The text of each inline policy, by the permission set's handle. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  readonly access: AccessModel;
  /** The place in the config that says what stands at a path of the united config, such as `['groups', 'developers']`. */
  locate(path: readonly (string | number)[]): Location;
}
