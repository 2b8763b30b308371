import { AwsError } from '../aws-error.js';
import { page, type PageInput } from '../page.js';
import type { Session } from '../state.js';
import { arnOf, describeUnit, findPath, idOf, parentPath, parentWith, ROOT, unitPaths } from './tree.js';

/** organizations: the root and the organizational units. One without an account below it isn't known. */
export const unitOperations = {
  ListRoots({ state }: Session, input: PageInput) {
    const Id = idOf(state, ROOT);
    const { items, NextToken } = page([{ Id, Arn: arnOf(state, 'root', Id), Name: 'Root' }], input);
    return { Roots: items, NextToken };
  },

  ListOrganizationalUnitsForParent({ state }: Session, input: PageInput & { ParentId: string }) {
    const parent = parentWith(state, input.ParentId);
    const units = [...unitPaths(state)].filter((path) => path !== ROOT && parentPath(path) === parent);
    const { items, NextToken } = page(
      units.map((path) => describeUnit(state, path)),
      input,
    );
    return { OrganizationalUnits: items, NextToken };
  },

  /** AWS's own words for one that isn't there aren't known. */
  DescribeOrganizationalUnit({ state }: Session, { OrganizationalUnitId }: { OrganizationalUnitId: string }) {
    const path = findPath(state, OrganizationalUnitId);
    if (path === undefined || path === ROOT) {
      throw new AwsError(
        'OrganizationalUnitNotFoundException',
        "You specified an organizational unit that doesn't exist.",
      );
    }
    return { OrganizationalUnit: describeUnit(state, path) };
  },

  /** The one parent of an account or organizational unit. AWS's own words for a child that isn't there aren't known. */
  ListParents({ state }: Session, input: PageInput & { ChildId: string }) {
    const unit = findPath(state, input.ChildId);
    const path =
      state.accounts.get(input.ChildId)?.ou ??
      (unit === undefined || unit === ROOT ? undefined : parentPath(unit));
    if (path === undefined)
      throw new AwsError('ChildNotFoundException', "You specified a child that doesn't exist.");
    const parent = { Id: idOf(state, path), Type: path === ROOT ? 'ROOT' : 'ORGANIZATIONAL_UNIT' };
    const { items, NextToken } = page([parent], input);
    return { Parents: items, NextToken };
  },
};
