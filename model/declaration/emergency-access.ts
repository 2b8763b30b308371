/** `emergencyAccess`: a second way into AWS that needs neither IAM Identity Center nor provisioning. */
import { z } from 'zod';
import { conditionalAccess } from './conditional-access.js';
import { application } from './entra.js';
import { handle, renamedFrom, tags } from './fields.js';
import { IAM_NAME, policy } from './permission-set.js';

const parts = {
  policies: z.array(policy).default([]).meta({
    description:
      'AWS managed policies by name, path/name or ARN, and customer managed ones of the account. 10 at most, IAM’s own quota.',
  }),
  boundary: policy.optional().meta({ description: 'The permissions boundary.' }),
};

const workloads = z
  .strictObject({
    accounts: z.array(handle).min(1, 'names no account').meta({ description: 'Handles of the accounts.' }),
    ...parts,
  })
  .meta({
    description:
      'Roles of the same name in other accounts, which trust this role and nobody else. This program assumes `deployerRole` in each of those accounts.',
  });

const role = z
  .strictObject({
    name: z
      .string()
      .regex(
        new RegExp(`^${IAM_NAME}{1,64}$`),
        'is not a role name: 1 to 64 letters, digits or + = , . @ _ -',
      )
      .optional()
      .meta({
        description:
          'The role’s name in IAM, 64 characters at most, which keeps what Entra sends within its 239. Default: the handle. A change replaces the role.',
      }),
    ...parts,
    tags: tags.optional(),
    renamedFrom: renamedFrom('role'),
    groups: z.array(handle).default([]).meta({ description: 'Handles of the groups who may use it.' }),
    workloads: workloads.optional(),
    users: z.array(handle).default([]).meta({
      description:
        'Handles of the users who may use it. Guests can’t: the `#` of their name is no character of an AWS session name.',
    }),
  })
  .meta({ description: 'A role in the emergency account, and who may use it.' });

export const emergencyAccess = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        'Whether people can sign in to the application. Leave it off until it is needed, switch it on regularly to test it, and off again.',
    }),
    removed: z.boolean().default(false).meta({
      description:
        'Takes all of it away with the next apply. The rest of the section stays until then, for it says how to reach the accounts; take it out afterwards.',
    }),
    account: handle.meta({
      description:
        'The handle of the one account that federates directly. Its roles reach other accounts by assuming roles there. Not the management account.',
    }),
    deployerRole: z
      .string()
      .regex(
        new RegExp(`^(${IAM_NAME}+/)*${IAM_NAME}{1,64}$`),
        'is not the name of a role (up to 64 letters, digits or + = , . @ _ -), or its path and name such as team/FederationDeployer',
      )
      .meta({
        description:
          'The name of the role that this program assumes in that account, from the deployer’s, or its path and name (`team/FederationDeployer`); the same in each account of `workloads`.',
      }),
    session: z.string('is not an ISO 8601 duration such as PT1H').default('PT1H').meta({
      description:
        'How long a session lasts: an ISO 8601 duration from PT1H to PT12H, in whole seconds. One that goes on to a role of `workloads` by the AWS CLI or API lasts an hour at most there: AWS’s limit for role chaining.',
    }),
    signInRegions: z
      .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not a Region such as eu-central-1'))
      .min(1, 'names no Region')
      .max(20, 'names more Regions than a trust policy has room for: 20 at most')
      .meta({
        description:
          '20 at most. Regions whose sign-in endpoints people may use, besides the global one. Name several, and one that Identity Center isn’t in: the lane is for the day that Region fails.',
      }),
    instance: z.int('is not a whole number').min(1, 'is less than 1').optional().meta({
      description:
        'A number that tells this application from others of its kind in the tenant: its identifier ends in `#` and the number. Default: no number, which one application of a tenant can have.',
    }),
    application: application.omit({ relayState: true }).meta({
      description:
        'The enterprise application, made from the gallery template “AWS Single-Account Access”. Apart from that of Identity Center, with certificates of its own.',
    }),
    conditionalAccess: conditionalAccess.optional(),
    roles: z
      .record(handle, role)
      .refine((roles) => Object.keys(roles).length > 0, 'names no role')
      .meta({ description: 'Roles in the emergency account by handle.' }),
  })
  .meta({
    description:
      'Direct federation into one account (IAM SAML), for when IAM Identity Center or provisioning is out of reach. Off until it is needed.',
  });
