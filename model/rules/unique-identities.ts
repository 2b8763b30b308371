import { error, renderPlace } from '../problem.js';
import { foldName, quote } from '../text.js';
import { repeated } from './repeated.js';
import type { Rule } from './rule.js';

type Path = readonly string[];
interface Identity {
  /** Where it is written, or the entry whose handle is its name. */
  readonly path: Path;
  readonly value: string;
}

/**
 * Two handles never stand for one thing: one account id, one user principal name, one permission set name, one
 * group name or object id. Entra compares without case, and letters as they are read, however composed. A group with an object id has its name in Entra alone.
 */
export const validateUniqueIdentities: Rule = ({ draft, locate }) => {
  const accounts = [...draft.accounts.entries].map(([handle, { id }]) => ({
    path: ['aws', 'accounts', handle, 'id'],
    value: id,
  }));
  const users = [...draft.users.entries].map(([handle, user]) => ({
    path: ['users', handle, 'userPrincipalName'],
    value: user.userPrincipalName,
  }));
  const sets = [...draft.permissionSets.entries].map(([handle, { name }]) =>
    named('permissionSets', handle, name),
  );
  const groups = [...draft.groups.entries];
  const groupNames = groups.flatMap(([handle, { name, objectId }]) =>
    objectId === undefined ? [named('groups', handle, name)] : [],
  );
  const objectIds = groups.flatMap(([handle, { objectId }]) =>
    objectId === undefined ? [] : [{ path: ['groups', handle, 'objectId'], value: objectId }],
  );
  const lists: [string, Identity[]][] = [
    ['account id', accounts],
    ['user principal name', users],
    ['permission set name', sets],
    ['group name', groupNames],
    ['object id', objectIds],
  ];
  return lists.flatMap(([what, identities]) => {
    const keyOf = ({ value }: Identity) => (what === 'permission set name' ? value : foldName(value));
    return [...repeated(identities, keyOf)].map(([{ path, value }, first]) => {
      const message = `${quote(value)} is the ${what} of ${quote(handleOf(first))} too, at ${renderPlace(locate(first.path))}.`;
      return error(locate(path), message, 'Two handles can’t stand for the same: keep one.');
    });
  });
};

const named = (section: string, handle: string, name: string | undefined): Identity =>
  name === undefined
    ? { path: [section, handle], value: handle }
    : { path: [section, handle, 'name'], value: name };

const handleOf = ({ path }: Identity): string => path[path[0] === 'aws' ? 2 : 1] ?? '';
