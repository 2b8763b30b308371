import { z } from 'zod';
import { externalId, text } from './resource.js';

export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** AWS keeps one value of what SCIM lets have many. */
const single = <Value extends z.ZodType>(value: Value) =>
  z.array(value).max(1, 'must have one value at most').optional();

const optionalText = text().optional();

/**
 * A user as SCIM has it, without its id. `userName`, `displayName`, `name.givenName` and `name.familyName` are required
 * (SCIM developer guide, CreateUser). Attributes that AWS doesn't know are refused (that it refuses rather than ignores
 * all of them is UNVERIFIED).
 */
export const userAttributes = z.strictObject({
  userName: text(128).regex(/^\S+$/, 'must have no spaces'),
  displayName: text(),
  name: z.strictObject({
    givenName: text(),
    familyName: text(),
    formatted: optionalText,
    middleName: optionalText,
    honorificPrefix: optionalText,
    honorificSuffix: optionalText,
  }),
  externalId: externalId.optional(),
  active: z.boolean('must be true or false').default(true),
  nickName: optionalText,
  /** The one text that may have a colon. */
  profileUrl: z.string().max(1_024).optional(),
  title: optionalText,
  userType: optionalText,
  preferredLanguage: optionalText,
  locale: optionalText,
  timezone: optionalText,
  emails: single(
    z.strictObject({ value: text(), type: optionalText, primary: z.literal(true, 'must be true') }),
  ),
  phoneNumbers: single(
    z.strictObject({ value: text(), type: optionalText, primary: z.boolean().optional() }),
  ),
  addresses: single(
    z.strictObject({
      formatted: optionalText,
      streetAddress: optionalText,
      locality: optionalText,
      region: optionalText,
      postalCode: optionalText,
      country: optionalText,
      type: optionalText,
      primary: z.boolean().optional(),
    }),
  ),
  [ENTERPRISE]: z
    .strictObject({
      employeeNumber: optionalText,
      costCenter: optionalText,
      organization: optionalText,
      division: optionalText,
      department: optionalText,
      manager: z.strictObject({ value: text(), $ref: z.string().optional() }).optional(),
    })
    .optional(),
});

export type UserAttributes = z.infer<typeof userAttributes>;
