/** `attributes`: the session tags that people carry into AWS accounts, and where their values come from. */
import { z } from 'zod';

/** STS session tags: 1 to 128 characters of this pattern; those that start with `aws:` are AWS's own. */
const sessionTagKey = z
  .string()
  .regex(
    /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
    'is not a session tag’s key: 1 to 128 letters, digits, spaces or _ . : / = + - @',
  )
  .refine((key) => !/^aws:/i.test(key), 'starts with "aws:", which AWS keeps for itself');

/** Entra’s fifteen extension attributes. */
const EXTENSION_ATTRIBUTES = Array.from({ length: 15 }, (_, index) => `extensionattribute${index + 1}`);

/** The user attributes that Entra’s claims mapping policies take as a source, without those that hold several values. */
export const USER_ATTRIBUTES: readonly string[] = [
  'department',
  'companyname',
  'jobtitle',
  'employeeid',
  'country',
  'city',
  'state',
  'streetaddress',
  'postalcode',
  'officelocation',
  'telephonenumber',
  'mail',
  'mailnickname',
  'userprincipalname',
  'objectid',
  'displayname',
  'givenname',
  'surname',
  'onpremisessamaccountname',
  'onpremisesuserprincipalname',
  'netbiosname',
  'dnsdomainname',
  ...EXTENSION_ATTRIBUTES,
];

/** AWS’s list of attributes of an external identity provider (Identity Center user guide, "Attribute mappings"). */
export const PROVISIONED_ATTRIBUTES: readonly string[] = [
  '${path:userName}',
  '${path:name.familyName}',
  '${path:name.givenName}',
  '${path:displayName}',
  '${path:nickName}',
  '${path:emails[primary eq true].value}',
  '${path:addresses[type eq "work"].streetAddress}',
  '${path:addresses[type eq "work"].locality}',
  '${path:addresses[type eq "work"].region}',
  '${path:addresses[type eq "work"].postalCode}',
  '${path:addresses[type eq "work"].country}',
  '${path:addresses[type eq "work"].formatted}',
  '${path:phoneNumbers[type eq "work"].value}',
  '${path:userType}',
  '${path:title}',
  '${path:locale}',
  '${path:timezone}',
  '${path:enterprise.employeeNumber}',
  '${path:enterprise.costCenter}',
  '${path:enterprise.organization}',
  '${path:enterprise.division}',
  '${path:enterprise.department}',
  '${path:enterprise.manager.value}',
];

/** One of a list that the rules hold it against; editors get the list to choose from. */
const oneOf = (choices: readonly string[]) => z.string().meta({ enum: choices });

export const entraAttributes = z.record(sessionTagKey, oneOf(USER_ATTRIBUTES)).optional().meta({
  description:
    'Session tags that Entra sends at sign-in, by key: the user’s attribute that each takes its value from, such as `CostCenter: department`. Policies read them as `aws:PrincipalTag/<key>`. 50 at most, together with those of `aws.identityCenter.attributes`. AWS passes them on once “Attributes for access control” is enabled in Identity Center: one key there does that. They are a claims mapping policy, which locks the application’s claims in Entra’s portal. Default: none.',
});

export const identityCenterAttributes = z
  .record(sessionTagKey, oneOf(PROVISIONED_ATTRIBUTES))
  .optional()
  .meta({
    description:
      'Session tags that IAM Identity Center sets, by key: the provisioned attribute that each takes its value from, such as `CostCenter: ${path:enterprise.costCenter}`. Of a key that Entra sends too, AWS’s value is the one that counts. 50 at most. Default: none.',
  });
