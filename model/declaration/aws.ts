/** `aws`: the organization, its IAM Identity Center instance and its accounts. */
import { z } from 'zod';
import { parseOu } from '../ou.js';
import { identityCenterAttributes } from './attributes.js';
import { file, handle, name, tags, text } from './fields.js';

const accountId = (description: string) =>
  z
    .string('is not a string of 12 digits: put it in quotes, or YAML reads a number and drops leading zeros')
    .regex(/^\d{12}$/, 'is not a string of 12 digits')
    .meta({ description });

export const account = z
  .strictObject({
    id: accountId('The account id, a quoted string of 12 digits.'),
    name: name('The account’s name, for reports. Default: the handle.').optional(),
    ou: z
      .string()
      .refine((path) => parseOu(path) !== undefined, {
        error: 'is not a path of organizational units such as /Workloads/Prod',
      })
      .default('/')
      .meta({
        description:
          'The path of its organizational unit, such as `/Workloads/Prod`; `\\/` stands for a slash in a name, `\\\\` for a backslash. A unit named `*` can’t be told from a target’s `*`.',
      }),
    tags: tags.optional(),
    status: z
      .enum(['active', 'suspended'])
      .default('active')
      .meta({ description: 'A suspended account gets no assignments, and plan says so.' }),
    management: z.boolean().default(false).meta({
      description:
        'The organization’s management account: reached by its handle only, never by `ou:` or `tag:`, and only with permission sets that serve no other account.',
    }),
    renamedFrom: handle.optional().meta({
      description:
        'The handle this account had before. Nothing needs it: addresses hold the account’s id, so an account’s handle may change freely.',
    }),
  })
  .meta({ description: 'An AWS account.' });

const deployer = z
  .strictObject({
    account: accountId('The account the program must run in; Terraform refuses any other.'),
    role: text(
      'The name of a role in that account to assume. Default: the caller’s own credentials.',
    ).optional(),
    kind: z.enum(['management', 'delegated']).meta({
      description:
        '`management`: the management account. `delegated`: the delegated administrator, who can’t grant access to the management account: if that is listed in `accounts`, mark it.',
    }),
  })
  .meta({ description: 'Who deploys the AWS side.' });

const identityCenter = z
  .strictObject({
    metadata: file(
      'AWS’s service-provider SAML metadata, downloaded from the Identity Center console. An entity ID or reply URL of a host that isn’t AWS’s is refused.',
    ),
    portalUrl: z
      .url({ protocol: /^https$/, error: 'is not a URL such as https://acme.awsapps.com/start' })
      .meta({
        description: 'The AWS access portal, where people start. Becomes the application’s sign-on URL.',
      }),
    attributes: identityCenterAttributes,
  })
  .meta({ description: 'The IAM Identity Center instance.' });

export const aws = z
  .strictObject({
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not a Region such as eu-west-1')
      .meta({
        description:
          'The primary Region of IAM Identity Center; it can’t be changed. Regions of China are refused.',
      }),
    deployer,
    identityCenter,
    accounts: z.record(handle, account).meta({
      description: 'The organization’s accounts by handle. Up to 7,000 unless AWS raised your quota.',
    }),
  })
  .meta({ description: 'The AWS side.' });
