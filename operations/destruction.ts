/** What destroying an environment takes away, and from whom. */
import { MANAGED_GROUPS } from '../stacks/entra/group-types.js';
import { renderCounts } from './change-counts.js';
import { describeAddress } from './explain/describe-address.js';
import type { Plan } from './plan.js';

export function renderDestruction({ environment, changes, counts, empty }: Plan): string {
  if (empty) return `${environment.name}: there is nothing to destroy.`;
  const going = changes
    .filter(({ action }) => action === 'delete')
    .flatMap(({ address }) => describeAddress(address, environment) ?? []);
  const grants = going.filter(({ kind }) => kind === 'access' || kind === 'access-user');
  const groups = new Set(grants.filter(({ kind }) => kind === 'access').map(({ parts }) => parts[0]));
  const users = new Set(grants.filter(({ kind }) => kind === 'access-user').map(({ parts }) => parts[0]));
  const accounts = new Set(grants.map(({ parts }) => parts[2]));
  const managed = going.filter(({ type }) => MANAGED_GROUPS.includes(type));
  return [
    `Destroying ${environment.name} takes away, at once and for good:`,
    `  ${count(grants.length, 'grant')} of ${count(groups.size, 'group')} and ${count(users.size, 'user')} in ${count(accounts.size, 'account')}`,
    ...(going.some(({ kind }) => kind === 'application')
      ? [
          `  the application "${environment.config.entra.application.displayName}": nobody signs in to AWS through it any more`,
        ]
      : []),
    ...(going.some(({ kind }) => kind === 'provisioning')
      ? ['  automatic provisioning: the groups and users that it brought stay in AWS, and have no access']
      : []),
    ...(managed.length > 0 ? [`  ${count(managed.length, 'managed group')} in Entra`] : []),
    `In all: ${renderCounts(counts)}.`,
    'Plain Terraform and cdktf refuse to do this, because what matters carries prevent_destroy. This command does it.',
  ].join('\n');
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
