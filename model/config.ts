/**
 * The config's one declaration, put together from `declaration/`. From it come the TypeScript types,
 * `config/schema.json` for editors and the reference page in docs. What a single value must look like is said
 * there; what values must mean together (defined names, near matches, limits that count) is said by the rules
 * in `rules/`.
 */
import { z } from 'zod';
import { access } from './declaration/access.js';
import { account, aws } from './declaration/aws.js';
import { emergencyAccess } from './declaration/emergency-access.js';
import { entra } from './declaration/entra.js';
import { handle } from './declaration/fields.js';
import { guard } from './declaration/guard.js';
import { awsPolicy, customerPolicy, permissionSet } from './declaration/permission-set.js';
import { group, user } from './declaration/principals.js';
import { state } from './declaration/state.js';

export { HANDLE_PATTERN } from './declaration/fields.js';
export { BACKENDS } from './declaration/state.js';

export const configSchema = z
  .strictObject({
    environment: handle.meta({
      description:
        'The environment’s name, the same as its file’s: one IAM Identity Center instance and the application that feeds it.',
    }),
    include: z.array(z.string()).optional().meta({
      description:
        'Files, or patterns of files, that hold further parts of this environment. Maps are united and access lines joined; a key defined twice is an error. Only the environment’s own file includes others.',
    }),
    state,
    entra,
    aws,
    groups: z.record(handle, group).default({}).meta({ description: 'Groups by handle.' }),
    users: z.record(handle, user).default({}).meta({ description: 'Users by handle.' }),
    permissionSets: z
      .record(handle, permissionSet)
      .default({})
      .meta({ description: 'Permission sets by handle.' }),
    emergencyAccess: emergencyAccess.optional(),
    access: z.array(access).default([]).meta({ description: 'Who gets what where.' }),
    guard,
  })
  .meta({
    title: 'Environment',
    description: 'One environment of the federation between Microsoft Entra ID and AWS IAM Identity Center.',
  });

export type Config = z.output<typeof configSchema>;
export type StateConfig = Config['state'];
export type EntraConfig = Config['entra'];
/** The settings of automatic provisioning. */
export type ProvisioningConfig = Exclude<EntraConfig['provisioning'], string>;
/** The settings of an enterprise application. */
export type ApplicationConfig = EntraConfig['application'];
export type EmergencyAccessConfig = z.output<typeof emergencyAccess>;
/** What is demanded of those who sign in to an application. */
export type ConditionalAccessConfig = NonNullable<EntraConfig['conditionalAccess']>;
export type AwsConfig = Config['aws'];
export type AccountConfig = z.output<typeof account>;
export type GroupConfig = z.output<typeof group>;
export type UserConfig = z.output<typeof user>;
export type PermissionSetConfig = z.output<typeof permissionSet>;
export type PolicyConfig = z.output<typeof awsPolicy> | z.output<typeof customerPolicy>;
export type AccessConfig = z.output<typeof access>;
