/**
 * The config's one declaration. From it come the TypeScript types, `config/schema.json` for editors and the
 * reference page in docs. What a single value must look like is said here; what values must mean together
 * (defined names, near matches, limits that count) is said by the rules in `rules/`.
 *
 * Limits of AWS are from the IAM Identity Center quotas and API reference.
 */
import { z } from 'zod';

/** Starts with a letter; letters, digits and hyphens; at most 63 characters. Never changes once applied. */
export const HANDLE_PATTERN = /^[A-Za-z][A-Za-z0-9-]{0,62}$/;
const GUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const text = (description: string) => z.string().min(1, 'must not be empty').meta({ description });
const guid = (description: string) =>
  z.string().regex(GUID_PATTERN, 'is not a GUID such as 72f988bf-86f1-41af-91ab-2d7cd011db47').meta({ description });
const handle = z
  .string()
  .regex(HANDLE_PATTERN, 'is not a handle: a letter, then letters, digits or hyphens, 63 characters at most');
const renamedFrom = (what: string) =>
  handle.optional().meta({
    description: `The handle this ${what} had before. The objects that stand under the old handle are moved, not replaced. Remove it once every state has been applied.`,
  });
const userPrincipalName = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'is not a user principal name such as pat@acme.example');
const email = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'is not an e-mail address');
const date = z.iso
  .date('is not a date: write it as YYYY-MM-DD, for example 2027-11-01')
  .meta({ description: 'A day, as YYYY-MM-DD; it ends at 00:00 UTC of that day.' });
const file = (description: string) =>
  text(`${description} A path relative to the file that names it.`);
const tags = z
  .record(
    z.string().min(1).max(128, 'is longer than the 128 characters that AWS allows in a tag key'),
    z.string().max(256, 'is longer than the 256 characters that AWS allows in a tag value'),
  )
  .meta({ description: 'AWS tags: up to 50; keys of 1 to 128 and values of 0 to 256 characters.' });

// --- state -----------------------------------------------------------------------------------------------

const s3State = z
  .strictObject({
    bucket: text('The bucket, with versioning on.'),
    key: text('The object key of this environment’s state, for example `federation/prod.tfstate`.'),
    region: text('The bucket’s Region.'),
    kmsKeyId: text('ARN of the KMS key that encrypts the state. Default: the bucket’s own encryption.').optional(),
    role: text('ARN of a role to assume for the bucket. Default: the caller’s own credentials.').optional(),
  })
  .meta({ description: 'Amazon S3 with a native lock file (no DynamoDB table) and encryption. Needs Terraform 1.11.' });

const azurermState = z
  .strictObject({
    storageAccount: text('The storage account.'),
    container: text('The blob container.'),
    key: text('The blob of this environment’s state.'),
    resourceGroup: text('The storage account’s resource group.').optional(),
    subscriptionId: guid('The storage account’s subscription.').optional(),
  })
  .meta({ description: 'Azure Blob Storage, signed in to with Entra ID (never an account key).' });

const cloudState = z
  .strictObject({
    organization: text('The organization.'),
    workspace: text('The workspace of this environment.'),
    hostname: text('The host. Default: HCP Terraform’s own, app.terraform.io.').optional(),
  })
  .meta({ description: 'HCP Terraform, Terraform Enterprise and compatible services. The token comes from `terraform login` or TF_TOKEN_<host>.' });

const httpState = z
  .strictObject({
    address: text('The URL of the state. Default: the environment variable TF_HTTP_ADDRESS.').optional(),
    lockAddress: text('The URL to lock and unlock. Default: the environment variables TF_HTTP_LOCK_ADDRESS and TF_HTTP_UNLOCK_ADDRESS.').optional(),
  })
  .meta({ description: 'Any server of Terraform’s HTTP backend. Credentials come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD.' });

const localState = z
  .strictObject({ path: file('The state file.') })
  .meta({ description: 'A file on this machine: no lock for others, no history. For trying out.' });

/** The forms `state` can have; exactly one is given. */
export const BACKENDS = { s3: s3State, azurerm: azurermState, cloud: cloudState, http: httpState, local: localState };

const state = z
  .strictObject({
    s3: s3State.optional(),
    azurerm: azurermState.optional(),
    cloud: cloudState.optional(),
    http: httpState.optional(),
    local: localState.optional(),
  })
  .meta({ description: 'Where Terraform’s state lives: exactly one backend. It holds secrets; no credentials are written here.' });

// --- entra -----------------------------------------------------------------------------------------------

const certificate = z
  .strictObject({
    endDate: date.meta({
      description: 'The certificate’s last day, as YYYY-MM-DD. An applied certificate’s date can’t be edited: add another certificate instead.',
    }),
    retired: z.boolean().optional().meta({
      description: 'Lets go of the certificate without deleting it: it leaves Terraform’s state and the metadata, and its entry stays here. (Deleting one of several through the provider deletes a sibling, azuread issue 1690.) Default: false.',
    }),
  })
  .meta({ description: 'A SAML signing certificate of the application.' });

const application = z
  .strictObject({
    displayName: text('The application’s name in Entra. A change updates it in place.'),
    owners: z.array(userPrincipalName).min(1).optional().meta({
      description: 'User principal names of the owners of the application and its service principal. Default: the caller only.',
    }),
    notificationEmails: z.array(email).optional().meta({ description: 'Who is told when a signing certificate is about to end.' }),
    relayState: text('Where in AWS a sign-in started from Entra lands. Default: the access portal.').optional(),
    certificates: z.record(handle, certificate).meta({
      description: 'Signing certificates by handle. Several may stand; one is active. Rotate by adding one, importing the metadata in AWS, activating it, and retiring the old one.',
    }),
    activeCertificate: handle.meta({ description: 'The handle of the certificate that signs.' }),
  })
  .meta({ description: 'The enterprise application, made from the gallery template “AWS IAM Identity Center”. Can’t be replaced by a plan.' });

const entra = z
  .strictObject({
    tenantId: guid('The Entra tenant. A change needs a new environment.'),
    cloud: z.enum(['public', 'usgovernment']).default('public').meta({
      description: 'The tenant’s cloud. China is refused: the issuer of its SAML metadata could not be verified. Default: public.',
    }),
    license: z.enum(['free', 'p1', 'p2']).default('p1').meta({
      description: 'The tenant’s Entra ID licence. `free` can’t assign groups to an application, so groups are refused and users must be named. Default: p1.',
    }),
    application,
    provisioning: z.enum(['pending', 'existing']).meta({
      description: 'How groups and users reach AWS. `pending`: not yet, so account assignments are withheld and plan lists them. `existing`: provisioning runs already, and the groups are in AWS.',
    }),
  })
  .meta({ description: 'The Microsoft Entra ID side.' });

// --- aws -------------------------------------------------------------------------------------------------

const accountId = z
  .string('must be a string of 12 digits: put it in quotes, or YAML reads a number and drops leading zeros')
  .regex(/^\d{12}$/, 'is not a string of 12 digits');

const account = z
  .strictObject({
    id: accountId.meta({ description: 'The account id, a quoted string of 12 digits.' }),
    name: text('The account’s name, for reports. Default: the handle.').optional(),
    ou: text('The path of its organizational unit, such as `/Workloads/Prod`; `\\/` stands for a slash in a name. Default: `/`, the root.').optional(),
    tags: tags.optional(),
    status: z.enum(['active', 'suspended']).default('active').meta({
      description: 'A suspended account gets no assignments, and plan says so. Default: active.',
    }),
    management: z.boolean().default(false).meta({
      description: 'The organization’s management account: reached by its handle only, never by `ou:` or `tag:`, and only with permission sets that serve no other account. Default: false.',
    }),
    renamedFrom: renamedFrom('account'),
  })
  .meta({ description: 'An AWS account.' });

const aws = z
  .strictObject({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not a Region such as eu-west-1').meta({
      description: 'The primary Region of IAM Identity Center; it can’t be changed. Regions of China are refused.',
    }),
    deployer: z
      .strictObject({
        account: accountId.meta({ description: 'The account the program must run in; Terraform refuses any other.' }),
        role: text('The name of a role in that account to assume. Default: the caller’s own credentials.').optional(),
        kind: z.enum(['management', 'delegated']).meta({
          description: '`management`: the management account. `delegated`: the delegated administrator, who can’t grant access to the management account.',
        }),
      })
      .meta({ description: 'Who deploys the AWS side.' }),
    identityCenter: z
      .strictObject({
        metadata: file('AWS’s service-provider SAML metadata, downloaded from the Identity Center console.'),
        portalUrl: z.url('is not a URL such as https://acme.awsapps.com/start').meta({
          description: 'The AWS access portal, where people start. Becomes the application’s sign-on URL.',
        }),
      })
      .meta({ description: 'The IAM Identity Center instance.' }),
    accounts: z.record(handle, account).meta({ description: 'The organization’s accounts by handle. Up to 7,000.' }),
  })
  .meta({ description: 'The AWS side.' });

// --- who gets what where ---------------------------------------------------------------------------------

const managedGroup = z
  .strictObject({
    owners: z.array(userPrincipalName).min(1).optional().meta({ description: 'User principal names of the owners. Default: the caller only.' }),
    members: z.array(userPrincipalName).optional().meta({ description: 'User principal names of the direct members. Not with `rule`.' }),
    rule: text('A dynamic membership rule, such as `user.department -eq "Dev"`. Needs licence p1 or p2. Not with `members`.').optional(),
  })
  .meta({ description: 'The group is made and kept by this program.' });

const group = z
  .strictObject({
    name: text('The group’s display name in Entra and AWS. Default: the handle. For a managed group a change renames it in place.').optional(),
    objectId: guid('The object id of an existing group, where its name isn’t unique.').optional(),
    managed: managedGroup.optional(),
    renamedFrom: renamedFrom('group'),
  })
  .meta({ description: 'A security group: one that exists in Entra, or one that is `managed`. Nested groups are not provisioned: only direct members count.' });

const user = z
  .strictObject({
    userPrincipalName: userPrincipalName.meta({ description: 'The user principal name in Entra, which is the user name in AWS.' }),
    renamedFrom: renamedFrom('user'),
  })
  .meta({ description: 'A user who gets access by name.' });

/** Names of IAM policies and permission sets: the characters AWS allows, anchored. */
const IAM_NAME = '[\\w+=,.@-]';
const customerPolicy = z
  .strictObject({
    customer: z
      .string()
      .regex(new RegExp(`^${IAM_NAME}{1,128}$`), 'is not an IAM policy name: 1 to 128 letters, digits or + = , . @ _ -')
      .meta({ description: 'The policy’s name. It must exist, with this path, in every account the permission set serves.' }),
    path: z
      .string()
      .regex(/^\/([!-~]+\/)?$/, 'is not an IAM path: it starts and ends with a slash')
      .max(512, 'is longer than the 512 characters that IAM allows')
      .default('/')
      .meta({ description: 'The policy’s path. Default: `/`.' }),
  })
  .meta({ description: 'A customer managed policy.' });
const awsPolicy = text('An AWS managed policy: its name, path/name or ARN, such as `ReadOnlyAccess` or `job-function/Billing`.');

const permissionSet = z
  .strictObject({
    name: z
      .string()
      .regex(new RegExp(`^${IAM_NAME}{1,32}$`), 'is not a permission set name: 1 to 32 letters, digits or + = , . @ _ -')
      .optional()
      .meta({ description: 'The name people see, 1 to 32 characters. Default: the handle. A change replaces the permission set, so a plan refuses it.' }),
    description: z
      .string()
      .min(1)
      .max(700, 'is longer than the 700 characters that AWS allows')
      .regex(/^[\t\n\r -~\u00a1-\u00ff]*$/, 'holds a character that AWS refuses in a description (Latin-1 only)')
      .optional()
      .meta({ description: 'Up to 700 characters of Latin-1.' }),
    session: z
      .string()
      .optional()
      .meta({ description: 'How long a session lasts: an ISO 8601 duration from PT1H to PT12H. Default: PT1H, AWS’s own.' }),
    relayState: z
      .string()
      .min(1)
      .max(240, 'is longer than the 240 characters that AWS allows')
      .regex(/^[a-zA-Z0-9&$@#\\/%?=~\-_'"|!:,.;*+[\]() {}]+$/, 'holds a character that AWS refuses in a relay state')
      .optional()
      .meta({ description: 'The console page a session opens, up to 240 characters.' }),
    tags: tags.optional(),
    policies: z.array(z.union([awsPolicy, customerPolicy])).optional().meta({
      description: 'AWS managed policies, by name, path/name or ARN, and customer managed ones, as `{ customer: Name, path: / }`. 25 at most.',
    }),
    inline: file('The inline policy: a JSON file of at most 10,240 characters without white space.').optional(),
    boundary: z.union([awsPolicy, customerPolicy]).optional().meta({
      description: 'The permissions boundary: an AWS managed policy, or `{ customer: Name, path: / }`.',
    }),
    renamedFrom: renamedFrom('permission set'),
  })
  .meta({ description: 'A permission set.' });

const access = z
  .strictObject({
    groups: z.array(z.string()).optional().meta({ description: 'Handles of groups.' }),
    users: z.array(z.string()).optional().meta({ description: 'Handles of users.' }),
    permissionSets: z.array(z.string()).min(1, 'names no permission set').meta({ description: 'Handles of permission sets.' }),
    accounts: z.array(z.string()).min(1, 'names no account').meta({
      description: 'Account handles; `ou:/Workloads/Prod` (the whole subtree); `ou:/Workloads/*` (that OU’s own accounts); `tag:key=value`. `ou:` and `tag:` never reach the management account.',
    }),
    except: z.array(z.string()).optional().meta({ description: 'What this line leaves out; the same forms as `accounts`. Holds for this line only.' }),
  })
  .meta({ description: 'One line of access: every named principal gets every named permission set in every named account.' });

export const configSchema = z
  .strictObject({
    environment: handle.meta({ description: 'The environment’s name, the same as its file’s: one IAM Identity Center instance and the application that feeds it.' }),
    include: z.array(z.string()).optional().meta({
      description: 'Files, or patterns of files, that hold further parts of this environment. Maps are united and access lines joined; a key defined twice is an error. Only the environment’s own file includes others.',
    }),
    state,
    entra,
    aws,
    groups: z.record(handle, group).default({}).meta({ description: 'Groups by handle.' }),
    users: z.record(handle, user).default({}).meta({ description: 'Users by handle.' }),
    permissionSets: z.record(handle, permissionSet).default({}).meta({ description: 'Permission sets by handle.' }),
    access: z.array(access).default([]).meta({ description: 'Who gets what where.' }),
  })
  .meta({ title: 'Environment', description: 'One environment of the federation between Microsoft Entra ID and AWS IAM Identity Center.' });

export type Config = z.output<typeof configSchema>;
export type StateConfig = Config['state'];
export type AccountConfig = z.output<typeof account>;
export type GroupConfig = z.output<typeof group>;
export type UserConfig = z.output<typeof user>;
export type PermissionSetConfig = z.output<typeof permissionSet>;
export type PolicyConfig = z.output<typeof awsPolicy> | z.output<typeof customerPolicy>;
export type AccessConfig = z.output<typeof access>;
