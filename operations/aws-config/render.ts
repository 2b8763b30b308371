import type { Profiles } from './profiles.js';

/** Sections of an AWS config file. `sso:account:access` is the CLI's own default scope. */
export function renderProfiles({ session, startUrl, region, profiles }: Profiles): string {
  const sections = [
    [
      `[sso-session ${session}]`,
      `sso_start_url = ${startUrl}`,
      `sso_region = ${region}`,
      'sso_registration_scopes = sso:account:access',
    ],
    ...profiles.map(({ name, accountId, permissionSet }) => [
      `[profile ${name}]`,
      `sso_session = ${session}`,
      `sso_account_id = ${accountId}`,
      `sso_role_name = ${permissionSet}`,
      `region = ${region}`,
    ]),
  ];
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
