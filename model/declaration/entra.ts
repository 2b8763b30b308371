/** `entra`: the Microsoft Entra ID side. */
import { z } from 'zod';
import { entraAttributes } from './attributes.js';
import { conditionalAccess } from './conditional-access.js';
import { date, email, guid, handle, name, owners, text } from './fields.js';

const isTime = (value: string): boolean => z.iso.datetime().safeParse(value).success;
const isDate = (value: string): boolean => z.iso.date().safeParse(value).success;

const certificateEnd = z
  .string()
  .refine(
    (value) => isDate(value) || isTime(value),
    'is not a date: write it as YYYY-MM-DD, for example 2027-11-01',
  )
  .meta({
    description:
      'The day the certificate ends, as YYYY-MM-DD, at most three years ahead; it ends at 00:00 UTC of that day. For a certificate that was made elsewhere also the time, such as `2028-04-17T09:31:44Z`. An applied certificate’s end can’t be edited: add another certificate instead.',
  });

const certificate = z
  .strictObject({
    subject: z.string().regex(/^CN=./, 'is not a certificate’s subject: it begins with CN=').optional().meta({
      description:
        'The certificate’s subject, where it was made elsewhere: `CN=Microsoft Azure Federated SSO Certificate` in Entra’s portal. Default: `CN=<handle>`.',
    }),
    endDate: certificateEnd,
    retired: z.boolean().default(false).meta({
      description:
        'Lets go of the certificate without deleting it: it leaves Terraform’s state and the metadata, and its entry stays here. (Deleting one of several through the provider deletes a sibling, azuread issue 1690.)',
    }),
  })
  .meta({
    description:
      'A SAML signing certificate of the application. Never take out or rename an entry that was applied: that deletes the certificate, and deleting one of several deletes a sibling. Retire it instead.',
  });

export const application = z
  .strictObject({
    displayName: name('The application’s name in Entra. A change updates it in place.'),
    owners: owners('the application and its service principal', 'nobody'),
    notificationEmails: z
      .array(email)
      .optional()
      .meta({ description: 'Who is told when a signing certificate is about to end. Default: nobody.' }),
    relayState: text(
      'Where in AWS a sign-in started from Entra lands. Default: the access portal.',
    ).optional(),
    certificates: z.record(handle, certificate).meta({
      description:
        'Signing certificates by handle. Several may stand; one is active. Rotate by adding one, importing the metadata in AWS, activating it, and retiring the old one.',
    }),
    activeCertificate: handle.meta({
      description:
        'The handle of the certificate that is to sign: neither retired nor past its end. `federation activate-certificate` has Entra sign with it.',
    }),
  })
  .meta({
    description:
      'The enterprise application, made from the gallery template “AWS IAM Identity Center”. Can’t be replaced by a plan.',
  });

/** Graph's id of the rule that provisions users and groups on demand, in the template of AWS IAM Identity Center. */
const ON_DEMAND_RULE = '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8';

const provisioning = z
  .strictObject({
    endpoint: text(
      'The SCIM endpoint that the Identity Center console shows once, such as `https://scim.eu-west-1.amazonaws.com/<tenant>/scim/v2`. A change updates it in place.',
    ),
    tokenExpires: date(
      'The day the access token of the endpoint ends, as YYYY-MM-DD: a year after it was made at most. The token itself is read from the environment variable TF_VAR_scim_token, and stands in the state. From 90 days before it ends, every run warns.',
    ),
    notificationEmails: z.array(email).min(1, 'names nobody').optional().meta({
      description:
        'Who is told when provisioning is quarantined. Several are joined by commas; Microsoft’s own examples show one, which can be a group’s. Default: nobody.',
    }),
    deleteThreshold: z.int('is not a whole number').min(1, 'is less than 1').optional().meta({
      description:
        'A provisioning cycle that would delete more users and groups than this deletes none, and waits for a person. Default: no threshold.',
    }),
    wait: z.string('is not an ISO 8601 duration such as PT3M').default('PT3M').meta({
      description:
        'How long an apply waits between assigning the application and provisioning on demand, for Entra takes minutes to honour an assignment: PT0S to PT30M. It waits only where the assigned groups and users change. Default: PT3M.',
    }),
    onDemandRule: z
      .string()
      .regex(
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(#\w+)?$/i,
        'is not a rule’s id such as 03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8',
      )
      .default(ON_DEMAND_RULE)
      .meta({
        description: `The id of the provisioning rule for groups and users, where the tenant’s synchronization schema has another. Default: ${ON_DEMAND_RULE}.`,
      }),
  })
  .meta({ description: 'Automatic provisioning by SCIM from Entra to AWS, kept by this program.' });

const CLOUDS = ['public', 'usgovernment'] as const;

export const entra = z
  .strictObject({
    tenantId: guid('The Entra tenant. A change needs a new environment.'),
    cloud: z
      .enum(CLOUDS, {
        error: ({ input }) =>
          input === 'china'
            ? 'is not supported: the issuer of Entra’s SAML metadata in China could not be verified'
            : undefined,
      })
      .default('public')
      .meta({
        description:
          'The tenant’s cloud. China is refused: the issuer of its SAML metadata could not be verified.',
      }),
    license: z.enum(['free', 'p1', 'p2']).default('p1').meta({
      description:
        'The tenant’s Entra ID licence. `free` can’t assign groups to an application, so groups are refused and users must be named.',
    }),
    application,
    provisioning: z.union([z.enum(['pending', 'existing']), provisioning]).meta({
      description:
        'How groups and users reach AWS. `pending`: not yet, so account assignments are withheld and plan lists them. `existing`: provisioning runs already, set up elsewhere, and the groups are in AWS. Settings: this program keeps it.',
    }),
    attributes: entraAttributes,
    attributesPolicy: name(
      'The display name of the claims mapping policy that sends `attributes`. A change updates it in place. Default: the application’s, with `: session tags` behind it.',
    ).optional(),
    conditionalAccess: conditionalAccess.optional(),
  })
  .meta({ description: 'The Microsoft Entra ID side.' });
