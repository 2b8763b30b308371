/** `entra`: the Microsoft Entra ID side. */
import { z } from 'zod';
import { date, email, guid, handle, name, owners, text } from './fields.js';

const certificate = z
  .strictObject({
    endDate: date(
      'The day the certificate ends, as YYYY-MM-DD, at most three years ahead; it ends at 00:00 UTC of that day. An applied certificate’s date can’t be edited: add another certificate instead.',
    ),
    retired: z.boolean().default(false).meta({
      description:
        'Lets go of the certificate without deleting it: it leaves Terraform’s state and the metadata, and its entry stays here. (Deleting one of several through the provider deletes a sibling, azuread issue 1690.)',
    }),
  })
  .meta({
    description:
      'A SAML signing certificate of the application. Never take out or rename an entry that was applied: that deletes the certificate, and deleting one of several deletes a sibling. Retire it instead.',
  });

const application = z
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
        'The handle of the certificate that is to sign: neither retired nor past its end. This program doesn’t activate it yet: do that in Entra, before the old certificate is deleted in AWS.',
    }),
  })
  .meta({
    description:
      'The enterprise application, made from the gallery template “AWS IAM Identity Center”. Can’t be replaced by a plan.',
  });

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
    provisioning: z.enum(['pending', 'existing']).meta({
      description:
        'How groups and users reach AWS. `pending`: not yet, so account assignments are withheld and plan lists them. `existing`: provisioning runs already, and the groups are in AWS. Managed groups get no account assignments in this version, whatever stands here.',
    }),
  })
  .meta({ description: 'The Microsoft Entra ID side.' });
