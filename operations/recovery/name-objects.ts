/** Many objects in few words of the config. */
import type { Environment } from '../../model/environment.js';
import { compareText, listAll } from '../../model/text.js';
import { MANAGED_GROUPS } from '../../stacks/entra/group-types.js';
import type { Kind } from '../../stacks/names.js';
import { describeAddress, type Subject } from '../explain/describe-address.js';

/** As many are named one by one. */
const NAMED = 5;

/** The kinds that there are many of, singular and plural. */
const COUNTED: Partial<Record<Kind, readonly [string, string]>> = {
  access: ['grant', 'grants'],
  'access-user': ['grant', 'grants'],
  'permission-set': ['permission set', 'permission sets'],
  policy: ['policy', 'policies'],
  'customer-policy': ['policy', 'policies'],
  'inline-policy': ['policy', 'policies'],
  boundary: ['permissions boundary', 'permissions boundaries'],
  assigned: ['assignment to the application', 'assignments to the application'],
  'assigned-user': ['assignment to the application', 'assignments to the application'],
  'workload-role': ['emergency role', 'emergency roles'],
  'emergency-role': ['emergency role', 'emergency roles'],
};

/** The types that say more than the kind does: each is about a group or user, and isn't it. */
const ABOUT: Readonly<
  Record<string, { readonly counted: readonly [string, string]; readonly named: (whom: string) => string }>
> = {
  azuread_synchronization_job_provision_on_demand: {
    counted: ['provisioning on demand', 'provisionings on demand'],
    named: (whom) => `the provisioning of ${whom} on demand`,
  },
  terraform_data: {
    counted: ['note of a group or user in the state', 'notes of groups and users in the state'],
    named: (whom) => `the state’s note of ${whom}`,
  },
};

/** Each by name where they are few; else how many of each kind, the most first. */
export function nameObjects(addresses: readonly string[], environment: Environment | undefined): string {
  const subjects = [...new Set(addresses)].sort(compareText).map((address) => {
    const subject = describeAddress(address, environment);
    if (subject === undefined) return { words: address, counted: OTHERS };
    const about = ABOUT[subject.type];
    return {
      words: about?.named(subject.words) ?? subject.words,
      counted: about?.counted ?? (isGroup(subject) ? GROUPS : COUNTED[subject.kind]) ?? OTHERS,
    };
  });
  if (subjects.length <= NAMED) return listAll(subjects.map(({ words }) => words));
  const counts = new Map<readonly [string, string], number>();
  for (const { counted } of subjects) {
    const same = [...counts.keys()].find(([one]) => one === counted[0]) ?? counted;
    counts.set(same, (counts.get(same) ?? 0) + 1);
  }
  const last = (words: readonly [string, string]) => (words === OTHERS ? 1 : 0);
  const sorted = [...counts].sort(([a, many], [b, more]) => last(a) - last(b) || more - many);
  return listAll(sorted.map(([[one, several], count]) => `${count} ${count === 1 ? one : several}`));
}

const isGroup = ({ type }: Subject): boolean => MANAGED_GROUPS.includes(type);

const GROUPS = ['managed group', 'managed groups'] as const;
const OTHERS = ['other object', 'other objects'] as const;
