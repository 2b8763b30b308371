/** `conditionalAccess` of an application: what Entra demands of those who sign in to it. */
import { z } from 'zod';
import { AUTHENTICATION_STRENGTHS } from '../authentication-strengths.js';
import { handle, name } from './fields.js';

const STATES = ['report-only', 'enabled', 'disabled'] as const;
const RISKS = ['low', 'medium', 'high'] as const;

const isStrength = (value: string): boolean =>
  Object.hasOwn(AUTHENTICATION_STRENGTHS, value) || z.guid().safeParse(value).success;

const strength = z.strictObject({
  authenticationStrength: z
    .string()
    .refine(
      isStrength,
      `is neither ${Object.keys(AUTHENTICATION_STRENGTHS).join(', ')} nor the id of an authentication strength`,
    )
    .meta({
      description:
        'One of Entra’s built-in authentication strengths (`mfa`, `passwordless`, `phishing-resistant`), or the policy id of one of the tenant’s own.',
    }),
});

const groups = (description: string) =>
  z.array(handle).min(1, 'names no group').optional().meta({ description });

const risk = (of: string, also: string) =>
  z
    .array(z.enum(RISKS))
    .min(1, 'names no level')
    .optional()
    .meta({
      description: `Only where Entra rates the risk of the ${of} at one of these levels: low, medium, high.${also} Needs licence p2. Default: whatever the risk.`,
    });

export const conditionalAccess = z
  .strictObject({
    displayName: name(
      'The policy’s display name. A change updates it in place. Default: the application’s, with `: sign-in requirements` behind it.',
    ).optional(),
    state: z.enum(STATES).default('report-only').meta({
      description:
        '`report-only`: Entra’s sign-in logs say what would have been demanded, and nothing is. `enabled`: it is demanded. `disabled`: neither. Default: report-only.',
    }),
    require: z.union([z.enum(['mfa']), strength]).meta({
      description: '`mfa`: multifactor authentication in any form. Or an authentication strength.',
    }),
    signInFrequency: z.string('is not an ISO 8601 duration such as PT8H').optional().meta({
      description:
        'After how long people must sign in again: PT1H to PT23H, or P1D to P365D. It counts when AWS sends somebody to Entra, so a session that AWS has given runs to its own end. Default: Entra’s own, 90 days.',
    }),
    includeGroups: groups(
      'Handles of the groups of whom it is demanded. They need no access to AWS. Default: everybody who may use the application.',
    ),
    excludeGroups: groups(
      'Handles of further groups of whom it isn’t demanded. Excluding wins over including. Default: none.',
    ),
    breakGlass: handle.meta({
      description:
        'The handle of the group of whom nothing is ever demanded here: accounts kept for the day when the second factor fails for everybody. Without it a mistake here locks out those who could undo it. It needs no access to AWS.',
    }),
    signInRisk: risk('sign-in', ''),
    userRisk: risk('user', ' With `signInRisk` both must be so.'),
  })
  .meta({
    description:
      'The application’s conditional access policy. Needs licence p1 or p2. While Entra’s security defaults are on, the tenant takes none that is enabled.',
  });
