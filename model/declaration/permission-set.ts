/** `permissionSets`: what can be done. Limits are those of the IAM Identity Center API and of IAM. */
import { z } from 'zod';
import { file, renamedFrom, tags, text } from './fields.js';

/** The characters that AWS allows in names of IAM policies and permission sets. */
export const IAM_NAME = '[\\w+=,.@-]';

export const customerPolicy = z
  .strictObject({
    customer: z
      .string()
      .regex(
        new RegExp(`^${IAM_NAME}{1,128}$`),
        'is not an IAM policy name: 1 to 128 letters, digits or + = , . @ _ -',
      )
      .meta({
        description:
          'The policy’s name. It must exist, with this path, in every account the permission set serves.',
      }),
    path: z
      .string()
      .regex(/^\/([!-~]+\/)?$/, 'is not an IAM path: it starts and ends with a slash')
      .max(512, 'is longer than the 512 characters that IAM allows')
      .default('/')
      .meta({ description: 'The policy’s path, up to 512 characters.' }),
  })
  .meta({ description: 'A customer managed policy.' });

export const awsPolicy = text(
  'An AWS managed policy: its name, path/name or ARN, such as `ReadOnlyAccess` or `job-function/Billing`.',
);

export const policy = z.union([awsPolicy, customerPolicy]);

export const permissionSet = z
  .strictObject({
    name: z
      .string()
      .regex(
        new RegExp(`^${IAM_NAME}{1,32}$`),
        'is not a permission set name: 1 to 32 letters, digits or + = , . @ _ -',
      )
      .optional()
      .meta({
        description:
          'The name people see: 1 to 32 letters, digits or + = , . @ _ -. Default: the handle. A change replaces the permission set, so a plan refuses it.',
      }),
    description: z
      .string()
      .min(1, 'is empty')
      .max(700, 'is longer than the 700 characters that AWS allows')
      .regex(
        /^[\t\n\r -~\u00a1-\u00ff]*$/,
        'holds a character that AWS refuses in a description (Latin-1 only)',
      )
      .optional()
      .meta({ description: 'Up to 700 characters of Latin-1. Default: none.' }),
    session: z
      .string('is not an ISO 8601 duration such as PT8H')
      .max(100, 'is longer than the 100 characters that AWS allows')
      .optional()
      .meta({
        description:
          'How long a session lasts: an ISO 8601 duration from PT1H to PT12H, such as PT8H or PT1H30M. Default: PT1H, AWS’s own.',
      }),
    relayState: z
      .string()
      .min(1, 'is empty')
      .max(240, 'is longer than the 240 characters that AWS allows')
      .regex(
        /^[a-zA-Z0-9&$@#\\/%?=~\-_'"|!:,.;*+[\]() {}]+$/,
        'holds a character that AWS refuses in a relay state',
      )
      .optional()
      .meta({
        description: 'The console page a session opens, up to 240 characters. Default: the console’s home.',
      }),
    tags: tags.optional(),
    policies: z.array(policy).optional().meta({
      description:
        'AWS managed policies, by name, path/name or ARN, and customer managed ones, as `{ customer: Name, path: / }`. 25 at most.',
    }),
    inline: file(
      'A JSON file that holds the inline policy: at most 10,240 characters without white space.',
    ).optional(),
    boundary: policy.optional().meta({
      description:
        'The permissions boundary: an AWS managed policy, or `{ customer: Name, path: / }`. A change replaces its attachment, so for some seconds the set stands without one while people have it.',
    }),
    renamedFrom: renamedFrom('permission set'),
  })
  .meta({ description: 'A permission set.' });
