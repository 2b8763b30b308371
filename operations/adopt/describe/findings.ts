/** What both clouds have, as findings: pure. */
import { compareText, quote } from '../../../model/text.js';
import type { AccountConfig } from '../../../model/config.js';
import { findPartition } from '../../../model/partition.js';
import type { OrganizationAccount } from '../../accounts/organization.js';
import type { Findings, FoundAccount, FoundGroup } from '../findings.js';
import { assignHandles } from '../handles.js';
import { describeApplication, remarkOthers } from './application.js';
import { describeAttributes, describeClaims } from './attributes.js';
import { describeConditionalAccess, groupIdsOf } from './conditional-access.js';
import type { FoundInEntra } from './entra-objects.js';
import { describeGrants } from './grants.js';
import type { Metadata } from './metadata.js';
import { ENTRA, IDENTITY_CENTER, Notes } from './notes.js';
import { describePermissionSet } from './permission-sets.js';
import type { FoundInAws, Instance } from './read-aws.js';
import type { DraftRequest } from './draft-request.js';

export interface Found {
  /** The account that the caller is in. */
  readonly account: string;
  readonly instance: Instance;
  readonly aws: FoundInAws;
  readonly entra: FoundInEntra;
  readonly metadata: Metadata;
}

export function describeFindings(
  { environment, tenantId, cloud, region, state }: DraftRequest,
  { account, instance, aws, entra, metadata }: Found,
  notes: Notes,
): Findings {
  const application = describeApplication(entra, metadata, new Date(), notes);
  const { policy, settings, grants } = describeAccess(aws, entra, notes);
  const attributes = describeAttributes(aws.attributes, notes);
  remarkOthers(entra, notes);
  remarkPortal(entra, notes);
  if (policy !== undefined) remarkOrder(policy, grants.handles, notes);
  return {
    environment,
    state: state ?? suggestState(environment, account, region),
    entra: {
      tenantId,
      ...(cloud === 'public' ? {} : { cloud }),
      ...(settings?.signInRisk || settings?.userRisk ? { license: 'p2' as const } : {}),
      application: application as NonNullable<Findings['entra']>['application'],
      ...describeClaims(entra, notes),
      ...(settings === undefined ? {} : { conditionalAccess: settings }),
      provisioning: 'existing',
    },
    aws: {
      region,
      deployer: { account, kind: aws.kind },
      identityCenter: {
        metadata: `${environment}/aws-saml-metadata.xml`,
        portalUrl: portalOf(entra) ?? usualPortal(region, instance.identityStoreId),
        ...(attributes === undefined ? {} : { attributes }),
      },
    },
    accounts: [...aws.accounts].map(describeAccount),
    groups: grants.groups,
    users: grants.users,
    permissionSets: aws.permissionSets.map(describePermissionSet),
    grants: grants.grants,
    tellsOfSuspended: true,
    unexpressed: notes.unexpressed,
  };
}

/** Conditional access names groups by their handles, which depend on all groups that are named. */
function describeAccess(aws: FoundInAws, entra: FoundInEntra, notes: Notes) {
  const { application, principal } = entra;
  const also = [...new Set(entra.conditionalAccess.flatMap(groupIdsOf))].filter((id) =>
    Boolean(entra.groups.get(id)?.securityEnabled),
  );
  const described = describeGrants(aws, entra, also, notes);
  const about = { appId: principal.appId, displayName: application.displayName };
  const handlesOf = (groups: readonly FoundGroup[]) =>
    new Map([...assignHandles(groups, 'group')].filter(([id]) => also.includes(id)));
  const chosen = describeConditionalAccess(
    entra.conditionalAccess,
    about,
    handlesOf(described.groups),
    notes,
  );
  const wanted = new Set([
    ...described.grants.map(({ principal: { key } }) => key),
    ...(chosen === undefined ? [] : groupIdsOf(chosen.policy)),
  ]);
  const groups = described.groups.filter(({ key }) => wanted.has(key));
  // Groups of policies that are left alone are left out, and handles depend on which others there are.
  const handles = handlesOf(groups);
  const policies = chosen === undefined ? [] : [chosen.policy];
  const said = describeConditionalAccess(policies, about, handles, new Notes());
  return { ...said, grants: { ...described, groups, handles } };
}

function remarkOrder(
  policy: Readonly<Record<string, unknown>>,
  handles: ReadonlyMap<string, string>,
  notes: Notes,
): void {
  const { includeGroups, excludeGroups } = (
    policy['conditions'] as { users: Record<string, readonly string[]> }
  ).users;
  for (const ids of [includeGroups, excludeGroups]) {
    const listed = (ids ?? []).map((id) => handles.get(id) ?? '');
    if ([...listed].sort(compareText).join(' ') !== listed.join(' '))
      notes.leaveOut(
        `the order of the groups of conditional access policy ${quote(String(policy['displayName']))}`,
        ENTRA,
        'The first apply writes them in another order, which changes nothing.',
      );
  }
}

/** The one that `federation bootstrap` makes. */
const suggestState = (environment: string, account: string, region: string): Findings['state'] => ({
  s3: { bucket: `federation-state-${account}`, key: `federation/${environment}.tfstate`, region },
});

/** Undefined where the sign-on URL is none that a config takes. */
function portalOf({ principal: { loginUrl } }: FoundInEntra): string | undefined {
  return loginUrl !== null && URL.canParse(loginUrl) && new URL(loginUrl).protocol === 'https:'
    ? loginUrl
    : undefined;
}

/** What an instance has beside a name of its own (facts: AWS, access portal). */
const usualPortal = (region: string, identityStoreId: string): string =>
  findPartition(region)?.name === 'aws-us-gov'
    ? `https://start.us-gov-home.awsapps.com/directory/${identityStoreId}`
    : `https://${identityStoreId}.awsapps.com/start`;

function remarkPortal(entra: FoundInEntra, notes: Notes): void {
  if (portalOf(entra) !== undefined) return;
  const { loginUrl } = entra.principal;
  if (loginUrl)
    notes.leaveOut(
      `the sign-on URL ${loginUrl}`,
      ENTRA,
      'It is no https URL: the first apply sets it to the access portal.',
    );
  notes.remark(
    `The access portal’s address is told nowhere (${IDENTITY_CENTER} has it in its console): the config has the usual one. Put it right where it has a name of its own.`,
  );
}

function describeAccount({ id, name, ou, tags, status, management }: OrganizationAccount): FoundAccount {
  return {
    key: id,
    id,
    name,
    ou,
    ...(Object.keys(tags).length === 0 ? {} : { tags: { ...tags } }),
    ...(status === 'active' ? {} : { status: status satisfies AccountConfig['status'] }),
    ...(management ? { management } : {}),
  };
}
