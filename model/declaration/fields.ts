/** Single values that several parts of the config share. */
import { z } from 'zod';

/** Starts with a letter; letters, digits and hyphens; at most 63 characters. Never changes once applied. */
export const HANDLE_PATTERN = /^[A-Za-z][A-Za-z0-9-]{0,62}$/;
const UPN_PATTERN = /^[^\s@]+@[^\s@]+$/;
const GUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const text = (description: string) => z.string().min(1, 'is empty').meta({ description });

/** Control characters, and those that turn the direction of the text around them. */
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const UNSEEN =
  'holds a character that can’t be seen: a control character, or one that turns the text’s direction';

const isSeen = (value: string): boolean => !CONTROL.test(value);

/** What people call something by. */
export const name = (description: string) =>
  z
    .string()
    .min(1, 'is empty')
    .refine((value) => value.trim() === value, 'starts or ends with white space')
    .refine(isSeen, UNSEEN)
    .meta({ description });

export const guid = (description: string) =>
  z
    .string()
    .regex(GUID_PATTERN, 'is not a GUID such as 11111111-2222-3333-4444-555555555555')
    .meta({ description });

export const handle = z
  .string()
  .regex(HANDLE_PATTERN, 'is not a handle: a letter, then letters, digits or hyphens, 63 characters at most');

export const renamedFrom = (what: string) =>
  handle.optional().meta({
    description: `The handle this ${what} had before. The objects that stand under the old handle are moved, not replaced; without it, a plan is blocked. Where \`name\` defaults to the handle, write the former one as \`name\`. Remove it after the next apply.`,
  });

export const userPrincipalName = z
  .string()
  .regex(UPN_PATTERN, 'is not a user principal name such as pat@acme.example')
  .refine(isSeen, UNSEEN);

/** A person by user principal name, or a person or service principal by object id. */
const owner = z
  .string()
  .refine(
    (value) => UPN_PATTERN.test(value) || GUID_PATTERN.test(value),
    'is neither a user principal name such as pat@acme.example nor an object id',
  )
  .refine(isSeen, UNSEEN);

export const owners = (of: string, byDefault: string) =>
  z
    .array(owner)
    .min(1, 'names nobody')
    .optional()
    .meta({
      description: `Who owns ${of}: people by user principal name, service principals by object id. Name the one that runs this program too, where its permissions are those of an owner. Default: ${byDefault}.`,
    });

export const email = z
  .string()
  .regex(/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/, 'is not an e-mail address')
  .refine(isSeen, UNSEEN);

export const date = (description: string) =>
  z.iso.date('is not a date: write it as YYYY-MM-DD, for example 2027-11-01').meta({ description });

/** A path relative to the file that names it; the loader makes it absolute. */
export const file = (description: string) =>
  text(`${description} A path relative to the file that names it.`);

/** AWS tags. That there are 50 at most is said by the rules. */
export const tags = z
  .record(
    z.string().min(1, 'is empty').max(128, 'is longer than the 128 characters that AWS allows in a tag key'),
    z.string().max(256, 'is longer than the 256 characters that AWS allows in a tag value'),
  )
  .meta({ description: 'AWS tags: 50 at most; keys of 1 to 128 and values of 0 to 256 characters.' });
