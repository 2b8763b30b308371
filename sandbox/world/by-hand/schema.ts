/** The declaration of a seed's `byHand`. */
import { z } from 'zod';
import type { ByHandSeed } from './seed.js';

const text = z.string().min(1, 'must not be empty');
const texts = z.record(z.string(), text);
const policy = z.strictObject({ name: text, path: text.optional() });
const accountId = z
  .string('must be a string of 12 digits, in quotes')
  .regex(/^\d{12}$/, 'must be a string of 12 digits, in quotes');

export const byHandSchema: z.ZodType<ByHandSeed> = z.strictObject({
  application: z.strictObject({
    displayName: text,
    notificationEmails: z.array(text).optional(),
    abandoned: text.optional(),
    certificates: z.array(
      z.strictObject({
        subject: text.optional(),
        endDate: z.iso.datetime('must be a time such as 2028-03-01T10:15:00Z'),
      }),
    ),
    groups: z.array(text),
    users: z.array(text).optional(),
    sessionTags: z.strictObject({ displayName: text, tags: texts }).optional(),
    conditionalAccess: z
      .strictObject({
        displayName: text,
        excludeGroups: z.array(text).optional(),
        signInFrequency: z.int().optional(),
      })
      .optional(),
  }),
  groups: z.array(z.strictObject({ displayName: text, members: z.array(text).optional() })).optional(),
  permissionSets: z.array(
    z.strictObject({
      name: text,
      description: text.optional(),
      session: text.optional(),
      relayState: text.optional(),
      tags: texts.optional(),
      managed: z.array(text).optional(),
      customer: z.array(policy).optional(),
      inline: z.record(z.string(), z.unknown()).optional(),
      boundary: policy.optional(),
    }),
  ),
  assignments: z.array(
    z.strictObject({
      groups: z.array(text).optional(),
      users: z.array(text).optional(),
      permissionSets: z.array(text),
      accounts: z.array(accountId),
    }),
  ),
  attributes: texts.optional(),
  afterwards: z
    .strictObject({
      deletedGroups: z.array(text).optional(),
      blockedUsers: z.array(text).optional(),
      deletedPolicies: z.array(policy.extend({ account: accountId })).optional(),
    })
    .optional(),
});
