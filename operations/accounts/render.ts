/** What a refresh of the accounts comes to, in text. */
import { renderProblems } from '../../model/problem.js';
import { quote } from '../../model/text.js';
import { oneLine } from '../access-formats/one-line.js';
import { countGrants, renderGrantLines } from '../guard/render-grants.js';
import { renderPlaces } from '../render-places.js';
import type { Change, Fields, TagChanges } from './changes.js';
import type { GrantThere, NamedAccount, Refresh } from './refresh.js';

export function renderRefresh({ changes, access, named, problems }: Refresh): string {
  if (changes.length === 0) return 'The accounts are those of AWS Organizations.';
  return [
    ['Accounts:', ...changes.map((change) => `  ${oneLine(renderChange(change))}`)],
    renderGrants('Gains', access.gained),
    renderGrants('Loses', access.lost),
    ...(access.gained.length + access.lost.length === 0 ? [['Nobody gains or loses access.']] : []),
    named.map(renderNamed),
    ...(named.length === 0 && problems.length > 0
      ? [['The config has errors then:', renderProblems(problems)]]
      : []),
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

export const renderNamed = ({ handle, id, lines }: NamedAccount): string =>
  `${quote(handle)} (${id}) is not in the organization any more, and these lines name it: ${renderPlaces(lines)}. Take it out of them first.`;

function renderChange(change: Change): string {
  switch (change.kind) {
    case 'new': {
      const { id, name, ou, status, management } = change.account;
      const words = [
        ...(name === change.handle ? [] : [quote(name)]),
        ...(management ? ['the management account'] : [`in ${ou}`]),
        ...(status === 'suspended' ? ['suspended'] : []),
      ];
      return `new:     ${change.handle} (${id}), ${words.join(', ')}`;
    }
    case 'gone':
      return `gone:    ${change.handle} (${change.id})`;
    case 'changed':
      return `changed: ${change.handle} (${change.id}): ${[...renderFields(change.from, change.to), ...renderTags(change.tags)].join('; ')}`;
  }
}

function renderFields(from: Fields, to: Fields): string[] {
  return [
    ...(to.ou === undefined ? [] : [`moved from ${from.ou} to ${to.ou}`]),
    ...(to.status === undefined ? [] : [to.status === 'suspended' ? 'suspended' : 'active again']),
    ...(to.name === undefined ? [] : [`called ${quote(to.name)}, not ${quote(from.name ?? '')}`]),
    ...(to.management === undefined
      ? []
      : [to.management ? 'is the management account' : 'is not the management account']),
  ];
}

const renderTags = ({ set, removed }: TagChanges): string[] => [
  ...Object.entries(set).map(([key, value]) => `tag ${key}=${value}`),
  ...removed.map((key) => `no tag ${key}`),
];

function renderGrants(title: string, grants: readonly GrantThere[]): readonly string[] {
  if (grants.length === 0) return [];
  return [`${title}: ${countGrants(grants.length)}`, ...renderGrantLines(grants).map((line) => `  ${line}`)];
}
