/** `guard`: how much a plan may take away unasked. */
import { z } from 'zod';

const MAX_LOSS = 10;

export const guard = z
  .strictObject({
    maxLoss: z.int('is not a whole number').min(0, 'is less than 0').default(MAX_LOSS).meta({
      description:
        'How many grants (account assignments) a plan may take away because the config has them no longer. One that takes more is blocked, unless `--allow-loss-count` or `--allow-loss` says otherwise.',
    }),
  })
  .meta({
    description:
      'What `federation plan` and `federation apply` block. A plan that replaces what carries access, or takes away what the config still has, is blocked whatever stands here, unless `--allow-loss` names it.',
  })
  .default({ maxLoss: MAX_LOSS });
