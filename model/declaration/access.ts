/** `access`: who gets what where. */
import { z } from 'zod';

export const access = z
  .strictObject({
    groups: z.array(z.string()).optional().meta({ description: 'Handles of groups. Default: none.' }),
    users: z.array(z.string()).optional().meta({ description: 'Handles of users. Default: none.' }),
    permissionSets: z
      .array(z.string())
      .min(1, 'names no permission set')
      .meta({ description: 'Handles of permission sets.' }),
    accounts: z.array(z.string()).min(1, 'names no account').meta({
      description:
        'Account handles; `ou:/Workloads/Prod` (the whole subtree); `ou:/Workloads/*` (that OU’s own accounts); `tag:key=value` (the key ends at the first `=`). `ou:` and `tag:` never reach the management account.',
    }),
    except: z.array(z.string()).optional().meta({
      description:
        'What this line leaves out; the same forms as `accounts`. Holds for this line only. Default: nothing.',
    }),
  })
  .meta({
    description:
      'One line of access: every named principal gets every named permission set in every named account. It names at least one group or user.',
  });
