/** `data.azuread_user`. */
import type { User } from '../../../world/entra/objects.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { RefusedError, type Attributes, type DataSourceType } from '../resource.js';
import { found } from './refusals.js';
import { check, exactlyOne, guid, notEmpty, unmodelled } from './validation.js';
import { text } from './values.js';

const KEYS = ['employee_id', 'mail', 'mail_nickname', 'object_id', 'user_principal_name'];

export const dataUser: DataSourceType = {
  type: 'azuread_user',

  validate: (config) => [
    ...exactlyOne(config, ...KEYS),
    ...KEYS.flatMap((key) => check(config[key], key, key === 'object_id' ? guid : notEmpty)),
    ...unmodelled(config, 'data.azuread_user', 'employee_id'),
  ],

  async read({ world: { entra } }, config) {
    return attributes(find(entra, config));
  },
};

function find({ users }: EntraTenant, config: Attributes): User {
  const [name, id, mail, nickname] = ['user_principal_name', 'object_id', 'mail', 'mail_nickname'].map(
    (key) => text(config[key]),
  ) as [string, string, string, string];
  if (name !== '') {
    return only(
      users.list({ userPrincipalName: name }),
      'user_principal_name',
      `User with UPN "${name}" was not found`,
    );
  }
  if (id !== '') {
    const user = found(() => users.get(id));
    return only(user ? [user] : [], 'object_id', `User not found with object ID: "${id}"`);
  }
  if (mail !== '') return only(users.list({ mail }), 'mail', `User not found with mail: "${mail}"`);
  const named = users.list({ mailNickname: nickname });
  return only(named, 'mail_nickname', `User not found with email alias: "${nickname}"`);
}

function only([user, another]: readonly User[], attribute: string, none: string): User {
  if (!user) throw new RefusedError({ summary: none, attribute: [attribute] });
  if (another)
    throw new RefusedError({ summary: `More than one user found by ${attribute}`, attribute: [attribute] });
  return user;
}

const EMPTY = [
  'age_group',
  'city',
  'company_name',
  'consent_provided_for_minor',
  'cost_center',
  'country',
  'creation_type',
  'division',
  'employee_hire_date',
  'employee_id',
  'employee_type',
  'external_user_state',
  'fax_number',
  'manager_id',
  'mobile_phone',
  'office_location',
  'onpremises_distinguished_name',
  'onpremises_domain_name',
  'onpremises_immutable_id',
  'onpremises_sam_account_name',
  'onpremises_security_identifier',
  'onpremises_user_principal_name',
  'postal_code',
  'preferred_language',
  'state',
  'street_address',
  'usage_location',
];

const attributes = (user: User): Attributes => ({
  ...Object.fromEntries(EMPTY.map((name) => [name, ''])),
  id: `/users/${user.id}`,
  account_enabled: user.accountEnabled,
  business_phones: [],
  department: user.department ?? '',
  display_name: user.displayName,
  given_name: user.givenName ?? '',
  im_addresses: [],
  job_title: user.jobTitle ?? '',
  mail: user.mail ?? '',
  mail_nickname: user.mailNickname,
  object_id: user.id,
  onpremises_sync_enabled: false,
  other_mails: [],
  proxy_addresses: [],
  show_in_address_list: false,
  surname: user.surname ?? '',
  user_principal_name: user.userPrincipalName,
  user_type: user.userType,
});
