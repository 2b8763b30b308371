import type { AccessDocument } from '../../../operations/access-formats/access-document.js';

const ACCOUNTS = 300;
const TEAMS = 50;
const GRANTS = 5000;

/** 5,000 grants of 50 groups in 300 accounts under 12 units of 3 units. */
export function largeDocument(): AccessDocument {
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => {
    const names = ['Workloads', `Unit${index % 12}`, ['Prod', 'Test', 'Dev'][index % 3] ?? ''];
    return {
      handle: `account-${index}`,
      id: String(300000000000 + index),
      name: `account-${index}`,
      units: ['Root', ...names].map((name, depth) => ({ path: `/${names.slice(0, depth).join('/')}`, name })),
      tags: [`team=team-${index % TEAMS}`],
      suspended: false,
    };
  });
  const groups = Array.from({ length: TEAMS }, (_, index) => ({
    type: 'group' as const,
    handle: `team-${index}`,
    name: `AWS Team ${index}`,
  }));
  const sets = Array.from({ length: 10 }, (_, index) => ({ handle: `Set${index}`, name: `Set${index}` }));
  const perGroup = GRANTS / TEAMS;
  const grants = groups.flatMap((principal, team) =>
    accounts.slice(0, perGroup).map((_, index) => ({
      principal,
      permissionSet: at(sets, team),
      account: at(accounts, index * 3 + team + (team === 0 ? 2 : 0)),
      because: [{ place: `config/prod/teams/team-${team}.yaml:5`, path: 'access[0]' }],
    })),
  );
  return { environment: 'large', accounts, grants, skipped: [] };
}

/** Round and round. */
function at<T>(values: readonly T[], index: number): T {
  const value = values[index % values.length];
  if (value === undefined) throw new Error('There are none.');
  return value;
}
