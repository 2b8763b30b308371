/** What the documents are tested with. */
import type { AccessDocument } from '../../../operations/access-formats/access-document.js';
import { describeAccess } from '../../../operations/access-formats/describe-access.js';
import { emergencyConfig, loadConfig, smallConfig } from '../../helpers/config.js';

export const SCRIPT = '</script><img src=x onerror=alert(1)>';
export const HOSTILE_NAME = `${SCRIPT} "q" 'a' &lt; | \`c\` *b* [l](https://evil.example) \u200fRTL`;
export const HOSTILE_PERSON = `=cmd|'/C"calc"'!A0${SCRIPT.replace(/\s/g, '/')}@test.example`;
export const HOSTILE_UNIT = `${SCRIPT}\u001b[2J\u202e\r\n| "unit" |`;
export const HOSTILE_TAG = `+"tag"${SCRIPT}\u001b]0;x\u0007`;

/** Every name that a config may choose freely is one that means mischief. */
export function hostileDocument(): AccessDocument {
  const config = emergencyConfig();
  config.groups['admins'] = { name: HOSTILE_NAME };
  config.users['mallory'] = { userPrincipalName: HOSTILE_PERSON };
  const prod = {
    id: '222222222222',
    name: `@SUM(1)${SCRIPT}`,
    ou: `/${HOSTILE_UNIT.replaceAll('/', '\\/')}`,
    tags: { tier: HOSTILE_TAG },
  };
  config.aws.accounts['prod'] = prod;
  config.access.push({ users: ['mallory'], permissionSets: ['Developer'], accounts: ['prod'] });
  return describeAccess(loadConfig(config));
}

/** One grant stands, that of a managed group waits, and a suspended account is skipped. */
export function withheldDocument(): AccessDocument {
  const config = smallConfig();
  config.groups['team'] = { managed: { members: ['ada@test.example'] } };
  config.aws.accounts['prod'] = { id: '222222222222', ou: '/Workloads/Prod', status: 'suspended' };
  config.access = [
    { groups: ['admins', 'team'], permissionSets: ['Administrator'], accounts: ['dev', 'prod'] },
  ];
  return describeAccess(loadConfig(config));
}
